// Moves the entries of a list by their handles. The order on the page is the order that is sent.
export function dragging(form, moved) {
  for (const handle of form.querySelectorAll('[data-handle]')) handle.hidden = false
  for (const list of form.querySelectorAll('[data-reorder]')) one(list, moved)
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
  })

  const drop = () => {
    if (!held) return
    held.classList.remove('held')
    const isElsewhere = entries().indexOf(held) !== began
    held = undefined
    if (isElsewhere) moved()
  }
  list.addEventListener('pointerup', drop)
  list.addEventListener('pointercancel', drop)
}
