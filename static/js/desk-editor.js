// The editor of one question. Without this module every button saves and loads the page anew.
import './focus.js'
import { keepSaved } from './desk-autosave.js'
import { dragging, place } from './desk-drag.js'
import { fold } from './desk-fold.js'
import { afterThePress } from './desk-hands.js'
import { keepCaret, meanwhile } from './desk-meanwhile.js'

const root = document.querySelector('[data-editor]')
// These change what the form is made of, and come back to their place in it.
const INSIDE = /^(?:(?:add|remove|up|down|as)-|kind$|context$|order$)/

let form
let saver
let leaving = false
const turns = []

// One after the other, each on the form that stands when its turn comes: a second press may
// come before the form of the first is back.
async function inTurn(wish) {
  settle()
  turns.push(wish)
  if (turns.length > 1) return
  for (; turns.length; turns.shift()) await act(turns[0]).catch(reportError)
}

// With the keyboard one passes other choices on the way to one's own: it waits until the keys rest.
const REST = 500
let choice

function choose(value) {
  if (choice?.value !== value) settle()
  clearTimeout(choice?.timer)
  choice = { value, timer: setTimeout(settle, REST) }
}

function settle() {
  if (!choice) return
  const { value, timer } = choice
  clearTimeout(timer)
  choice = undefined
  inTurn({ value })
}

const buttonOf = (value) =>
  [...form.elements].find((one) => one.type === 'submit' && one.value === value)

async function act({ value, move, other }) {
  if (leaving) return
  if (other) return other.isConnected && leave(() => other.submit())
  const button = buttonOf(value)
  if (button?.getAttribute('aria-disabled') === 'true') return
  if (move) place(form, move)
  if (INSIDE.test(value)) await press(value)
  // Its place may have gone with the form of an earlier press.
  else if (button) await leave(() => form.requestSubmit(button))
}

function ready() {
  form = root.querySelector('[data-question]')
  saver = keepSaved(form, root)
  for (const button of form.querySelectorAll('[data-without-script]')) button.hidden = true
  for (const field of form.querySelectorAll('#kind, [id="context/kind"]')) {
    field.addEventListener('change', () => choose(field.id === 'kind' ? 'kind' : 'context'))
  }
  dragging(form, (move) => inTurn({ value: 'order', move }))
}

root.addEventListener('submit', (event) => {
  if (leaving) return
  event.preventDefault()
  // Beside the question stand buttons that take a change back: they wait for what is on its way.
  inTurn(event.target === form ? { value: event.submitter?.value ?? 'save' } : { other: event.target })
})

// An older save that is still on its way must not arrive after this one.
async function leave(go) {
  if (!(await saver.reached())) return
  // A form cannot be sent from within its own submit event, which may not be over yet.
  await new Promise((over) => setTimeout(over))
  leaving = true
  saver.rest()
  go()
}

async function press(value) {
  saver.rest()
  await saver.settled()
  const body = new URLSearchParams(new FormData(form))
  body.append('do', value)
  const { renamed, takeOver } = meanwhile(form, value)
  let next
  try {
    const response = await fetch(form.action, { method: 'POST', body })
    next = new DOMParser().parseFromString(await response.text(), 'text/html')
  } catch {
    return saver.away()
  }
  await new Promise(afterThePress)
  const editor = next.querySelector('[data-editor]')
  // Something is wrong: the browser's own way leads to the page that says what.
  if (!editor) return leave(() => form.requestSubmit(buttonOf(value) ?? buttonOf('save')))
  swap(editor, next.title, takeOver)
  for (const wish of turns.slice(1)) rename(wish, renamed)
}

function swap(editor, title, takeOver) {
  const now = document.activeElement
  root.replaceChildren(...editor.childNodes)
  document.title = title
  fold()
  ready()
  const { twin, isChosen } = takeOver(form, now)
  // Who went on to a place beside the editor stays there.
  if (now.isConnected && now !== document.body) return
  const at = (isChosen && twin) || root.querySelector('[data-focus], [autofocus]') || twin
  if (!at) return
  for (let part = at; (part = part.parentElement?.closest('details')); ) part.open = true
  at.focus()
  if (at === twin) keepCaret(now, twin)
  at.scrollIntoView({ block: 'nearest' })
}

// Entries have other numbers in the next form.
function rename(wish, renamed) {
  if (wish.value) wish.value = renamed(wish.value)
  if (wish.move) wish.move = { entry: renamed(wish.move.entry), after: renamed(wish.move.after) }
}

const isNew = (field) =>
  field.matches('select')
    ? [...field.options].some((one) => one.selected !== one.defaultSelected)
    : field.matches('input, textarea') &&
      (field.value !== field.defaultValue || field.checked !== field.defaultChecked)

window.addEventListener('beforeunload', (event) => {
  if (!leaving && saver.open()) event.preventDefault()
})
// A page brought back from the browser's memory may show less than what is saved.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
ready()
// What was typed or chosen while this module was still on its way.
for (const field of [...form.elements].filter(isNew)) {
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }))
}
