// While the server is asked, the person goes on: what is typed and where the focus went is
// taken into the form that comes back.
import { renaming } from './desk-renaming.js'

export function meanwhile(form, value) {
  const began = document.activeElement
  const touched = new Set()
  const renamed = renaming(form, value)
  form.addEventListener('input', ({ target }) => touched.add(target))

  // Fields and buttons of a question carry an id each; what has none is known by what it sends.
  const isTwin = (one, field) =>
    field.id ? one.id === renamed(field.id) : one.name === field.name && one.value === field.value

  // Where the person is in the next form, and whether they went there of themselves.
  const takeOver = (next, now) => {
    const twinOf = (field) => [...next.elements].find((one) => isTwin(one, field))
    for (const field of touched) take(field, twinOf(field))
    const twin = form.contains(now) ? twinOf(now) : undefined
    return { twin, isChosen: now !== began || touched.has(now) }
  }
  return { renamed, takeOver }
}

function take(field, twin) {
  if (!twin) return
  if (field.matches('[type="radio"], [type="checkbox"]')) twin.checked = field.checked
  else twin.value = field.value
  twin.dispatchEvent(new Event('input', { bubbles: true }))
}

// Where somebody is typing they type on, at the same place of the text.
export function keepCaret(from, at) {
  if (typeof from.selectionStart !== 'number') return
  at.setSelectionRange(from.selectionStart, from.selectionEnd, from.selectionDirection)
  at.scrollTop = from.scrollTop
}
