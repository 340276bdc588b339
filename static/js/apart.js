// Where several may be chosen: "Not sure" and "Doesn't apply" leave no other choice standing.
const isApart = (box) => box.closest('.apart') !== null

export function keepApart(form) {
  form.addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox' || !target.checked) return
    for (const box of form.querySelectorAll('input[type=checkbox]:checked')) {
      if (box !== target && (isApart(target) || isApart(box))) box.checked = false
    }
  })
}
