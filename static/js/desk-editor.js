// The editor of one question. Without this module every button saves and loads the page anew.
import './focus.js'
import { keepSaved } from './desk-autosave.js'
import { meanwhile } from './desk-meanwhile.js'
import { dragging } from './desk-drag.js'
import { fold } from './desk-fold.js'

const root = document.querySelector('[data-editor]')
// These change what the form is made of, and come back to their place in it.
const INSIDE = /^(?:(?:add|remove|up|down|as)-|kind$|context$|order$)/

let form
let saver
let leaving = false
let running = Promise.resolve()

// One after the other, each on the form that stands when its turn comes: a second press may
// come before the form of the first is back.
function inTurn(name, value) {
  running = running.then(() => act(name, value))
}

const buttonOf = (name, value) =>
  [...form.elements].find((one) => one.type === 'submit' && one.name === name && one.value === value)

async function act(name, value) {
  const button = buttonOf(name, value)
  if (leaving || button?.getAttribute('aria-disabled') === 'true') return
  if (INSIDE.test(value)) await press(name, value)
  // Its place may have gone with the form of an earlier press.
  else if (button) await leave(button)
}

function ready() {
  form = root.querySelector('[data-question]')
  saver = keepSaved(form, root)
  for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true
  for (const field of form.querySelectorAll('#kind, [id="context/kind"]')) {
    field.addEventListener('change', () => inTurn('do', field.id === 'kind' ? 'kind' : 'context'))
  }
  dragging(form, () => inTurn('do', 'order'))
  form.addEventListener('submit', (event) => {
    if (leaving) return
    event.preventDefault()
    inTurn(event.submitter.name, event.submitter.value)
  })
}

// An older save that is still on its way must not arrive after this one.
async function leave(button) {
  await saver.settled()
  // A form cannot be sent from within its own submit event, which may not be over yet.
  await new Promise((over) => setTimeout(over))
  leaving = true
  saver.rest()
  form.requestSubmit(button)
}

async function press(name, value) {
  saver.rest()
  await saver.settled()
  const body = new URLSearchParams(new FormData(form))
  body.append(name, value)
  const goOn = meanwhile(form)
  try {
    const response = await fetch(form.action, { method: 'POST', body })
    const next = new DOMParser().parseFromString(await response.text(), 'text/html')
    const editor = next.querySelector('[data-editor]')
    if (editor) return swap(editor, next.title, goOn)
  } catch {
    // The browser's own way says what is wrong.
  }
  await leave(buttonOf(name, value) ?? buttonOf('do', 'save'))
}

function swap(editor, title, goOn) {
  const now = document.activeElement
  root.replaceChildren(...editor.childNodes)
  document.title = title
  fold()
  ready()
  const at = goOn(form, now) ?? root.querySelector('[data-focus], [autofocus]')
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
