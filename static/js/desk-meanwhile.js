// While the server is asked, the person goes on: what is typed and where the focus went is
// taken into the form that comes back.
export function meanwhile(form) {
  const began = document.activeElement
  const touched = new Set()
  form.addEventListener('input', ({ target }) => touched.add(target))

  return (next, now) => {
    const twinOf = (field) => [...next.elements].find((one) => isSame(one, field))
    for (const field of touched) take(field, twinOf(field))
    const at = now !== began && form.contains(now) ? twinOf(now) : undefined
    for (let fold = at; (fold = fold?.parentElement?.closest('details')); ) fold.open = true
    return at
  }
}

// Fields and buttons of a question carry an id each; what has none is known by what it sends.
function isSame(one, other) {
  if (other.id) return one.id === other.id
  return one.name === other.name && one.value === other.value
}

function take(field, twin) {
  if (!twin) return
  if (field.matches('[type="radio"], [type="checkbox"]')) twin.checked = field.checked
  else twin.value = field.value
  twin.dispatchEvent(new Event('input', { bubbles: true }))
}
