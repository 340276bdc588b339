// The table of profiles: keys that go from cell to cell, and pasting a block from a spreadsheet.
// Fields are text, so that plain arrow keys change nothing by themselves.
const table = document.querySelector('[data-matrix]')
const fields = [...table.tBodies[0].querySelectorAll('input')]
// Where the table has no room (desk-content.css), a line holds one role's fields for one skill.
const each = Number(table.dataset.matrix)
const inLinesOf = (length) =>
  Array.from({ length: fields.length / length }, (_, at) => fields.slice(at * length, (at + 1) * length))
const [asTable, asCards] = [inLinesOf(fields.length / table.tBodies[0].rows.length), inLinesOf(each)]
const lines = () => (getComputedStyle(table).display === 'table' ? asTable : asCards)
const said = document.querySelector('[data-pasted]')
const keys = document.querySelector('#matrix-keys')
keys.hidden = false

const placeOf = (field) => {
  const row = lines().findIndex((cells) => cells.includes(field))
  return [row, lines()[row].indexOf(field)]
}

const go = (event, row, column) => {
  const field = lines()[row]?.[column]
  if (!field) return
  event.preventDefault()
  field.focus()
  field.select()
}

// Inside a longer text the arrows move the caret; at its edge, or with all of it selected, on.
const atEdge = (field, end) => {
  const [from, to, all] = [field.selectionStart, field.selectionEnd, field.value.length]
  return (from === 0 && to === all) || (from === to && to === (end ? all : 0))
}

table.addEventListener('keydown', (event) => {
  const field = event.target
  if (!(field instanceof HTMLInputElement) || event.ctrlKey || event.altKey || event.metaKey) return
  const [row, column] = placeOf(field)
  if (event.key === 'Enter') {
    // Enter would send the form, in the middle of the table.
    event.preventDefault()
    go(event, row + (event.shiftKey ? -1 : 1), column)
  } else if (event.shiftKey) return
  else if (event.key === 'ArrowDown') go(event, row + 1, column)
  else if (event.key === 'ArrowUp') go(event, row - 1, column)
  else if (event.key === 'ArrowRight' && atEdge(field, true)) go(event, row, column + 1)
  else if (event.key === 'ArrowLeft' && atEdge(field, false)) go(event, row, column - 1)
})

table.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text/plain') ?? ''
  if (!(event.target instanceof HTMLInputElement) || !/[\t\n]/.test(text.trim())) return
  event.preventDefault()
  const [top, left] = placeOf(event.target)
  let filled = 0
  for (const [down, line] of text.replace(/\r/g, '').replace(/\n$/, '').split('\n').entries()) {
    for (const [along, value] of line.split('\t').entries()) {
      const field = lines()[top + down]?.[left + along]
      if (!field) continue
      field.value = value.trim()
      filled += 1
    }
  }
  said.textContent = `${filled} ${filled === 1 ? 'cell is' : 'cells are'} filled. Look them over, then save.`
})
