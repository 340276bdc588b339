// Moves the entries of a list by their handles. The order on the page is the order that is sent.
export function dragging(form, moved) {
  for (const handle of form.querySelectorAll('[data-handle]')) handle.hidden = false
  for (const list of form.querySelectorAll('[data-reorder]')) one(list, moved)
}

// An entry by what it sends: `option/b`; nothing where there is none.
const pathOf = (entry) => {
  const field = entry?.querySelector(':scope > input[type="hidden"]')
  return field ? `${field.name}/${field.value}` : ''
}

// Moves an entry again, in a form that has come back since.
export function place(form, { entry, after }) {
  const find = (path) => [...form.querySelectorAll('[data-entry]')].find((one) => pathOf(one) === path)
  const [held, before] = [find(entry), find(after)]
  if (!held || (after && !before)) return
  if (held.previousElementSibling === (before ?? null)) return
  if (before) before.after(held)
  else held.parentElement.prepend(held)
}

function one(list, moved) {
  let held
  let began
  const entries = () => [...list.children]

  list.addEventListener('pointerdown', (event) => {
    const handle = event.target.closest('[data-handle]')
    if (!handle || event.button !== 0) return
    event.preventDefault()
    held = handle.closest('[data-entry]')
    began = entries().indexOf(held)
    held.classList.add('held')
    list.setPointerCapture(event.pointerId)
    brief(list)
    // All entries are one line high now: the one that is held stays under the pointer.
    const { top, height } = held.getBoundingClientRect()
    window.scrollBy({ top: top + height / 2 - event.clientY, behavior: 'instant' })
  })

  list.addEventListener('pointermove', ({ clientY }) => {
    if (!held) return
    const over = entries().find((entry) => {
      const { top, bottom } = entry.getBoundingClientRect()
      return entry !== held && clientY > top && clientY < bottom
    })
    if (!over) return
    // Past the middle only, or two entries of unlike height would change places for ever.
    const { top, height } = over.getBoundingClientRect()
    const isBelow = entries().indexOf(over) > entries().indexOf(held)
    if (isBelow && clientY > top + height / 2) over.after(held)
    else if (!isBelow && clientY < top + height / 2) over.before(held)
    number(list)
    held.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  })

  const drop = () => {
    if (!held) return
    held.classList.remove('held')
    list.classList.remove('moving')
    held.scrollIntoView({ block: 'nearest', behavior: 'instant' })
    const isElsewhere = entries().indexOf(held) !== began
    const move = { entry: pathOf(held), after: pathOf(held.previousElementSibling) }
    held = undefined
    if (isElsewhere) moved(move)
  }
  list.addEventListener('pointerup', drop)
  list.addEventListener('pointercancel', drop)
}

// While one is moved, each entry shows how it begins, and no more.
function brief(list) {
  for (const place of list.querySelectorAll('[data-brief]')) {
    const field = place.closest('[data-entry]').querySelector('textarea, input[type="text"]')
    place.textContent = field?.value ?? ''
  }
  list.classList.add('moving')
}

function number(list) {
  list.querySelectorAll('[data-number]').forEach((place, at) => { place.textContent = at + 1 })
}
