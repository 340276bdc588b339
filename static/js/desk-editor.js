// The editor of one question. Without this module every button saves and loads the page anew.
import './focus.js'
import { keepSaved } from './desk-autosave.js'
import { dragging } from './desk-drag.js'
import { fold } from './desk-fold.js'

const root = document.querySelector('[data-editor]')
// These change what the form is made of, and come back to their place in it.
const INSIDE = /^(?:(?:add|remove|up|down|as)-|kind$|context$|order$)/

let saver
let leaving = false

function ready() {
  const form = root.querySelector('[data-question]')
  saver = keepSaved(form, root)
  for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true
  for (const field of form.querySelectorAll('#kind, [id="context/kind"]')) {
    field.addEventListener('change', () => press(form, 'do', field.id === 'kind' ? 'kind' : 'context'))
  }
  dragging(form, () => press(form, 'do', 'order'))
  form.addEventListener('submit', (event) => {
    const { submitter } = event
    if (leaving) return
    event.preventDefault()
    if (submitter?.getAttribute('aria-disabled') === 'true') return
    if (INSIDE.test(submitter?.value ?? '')) press(form, submitter.name, submitter.value, submitter)
    else leave(form, submitter)
  })
}

// An older save that is still on its way must not arrive after this one.
async function leave(form, submitter) {
  await saver.settled()
  // A form cannot be sent from within its own submit event, which may not be over yet.
  await new Promise((over) => setTimeout(over))
  leaving = true
  saver.rest()
  form.requestSubmit(submitter)
}

async function press(form, name, value, submitter) {
  saver.rest()
  await saver.settled()
  const body = new URLSearchParams(new FormData(form))
  body.append(name, value)
  try {
    const response = await fetch(form.action, { method: 'POST', body })
    const next = new DOMParser().parseFromString(await response.text(), 'text/html')
    const editor = next.querySelector('[data-editor]')
    if (editor) return swap(editor, next.title)
  } catch {
    // The browser's own way says what is wrong.
  }
  const button = submitter ?? form.querySelector('[value="save"]')
  leave(form, button)
}

function swap(editor, title) {
  root.replaceChildren(...editor.childNodes)
  document.title = title
  fold()
  ready()
  const at = root.querySelector('[data-focus], [autofocus]')
  at?.focus()
  at?.scrollIntoView({ block: 'nearest' })
}

window.addEventListener('beforeunload', (event) => {
  if (!leaving && saver.open()) event.preventDefault()
})
// A page brought back from the browser's memory may show less than what is saved.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
ready()
