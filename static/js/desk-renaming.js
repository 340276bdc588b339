// Lines, points, rows and columns are numbered by their places, so a button that moves or takes
// out one of them renames the fields and buttons of others. Options keep their letters.
const NUMBERED = ['line', 'point', 'row', 'column']
const FIELDS = {
  'context/lines': ['line'],
  'context/labels': ['point'],
  'context/values': ['point'],
  'context/columns': ['column'],
  'context/rows': ['row', 'column'],
}
const STEP = { up: -1, down: 1 }

export function renaming(form, value) {
  const [, act, moved, number] = value.match(/^(up|down|remove)-(\w+)\/(\d+)$/) ?? []
  const orders = {}
  for (const name of NUMBERED) {
    orders[name] = [...form.querySelectorAll(`input[name="${name}"]`)].map((one) => one.value)
    if (name !== moved) continue
    const at = orders[name].indexOf(number)
    const entry = orders[name].splice(at, 1)
    if (act in STEP) orders[name].splice(Math.max(at + STEP[act], 0), 0, ...entry)
  }
  // What is taken out gets a number that nothing has.
  const renumber = (name, old) => orders[name].indexOf(old)

  return (path) => {
    const [, start, numbers, rest] = path.match(/^([\w-]+(?:\/[a-z]+)?)\/(\d+(?:\/\d+)?)(.*)$/) ?? []
    const names = FIELDS[start] ?? NUMBERED.filter((name) => start?.replace(/^\w+-/, '') === name)
    if (!names.length) return path
    const after = numbers.split('/').map((old, at) => renumber(names[at], old))
    return `${start}/${after.join('/')}${rest}`
  }
}
