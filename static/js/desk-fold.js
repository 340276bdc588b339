// Folds what is long on a phone: details with data-fold, unless something in them must be seen.
const phone = matchMedia('(max-width: 40rem)')
const NEEDED = '[data-needed], [aria-invalid], .remark.error, [autofocus], :focus, :target'

export function fold() {
  for (const one of document.querySelectorAll('details[data-fold]')) {
    one.open = !phone.matches || one.querySelector(NEEDED) !== null
  }
}

phone.addEventListener('change', fold)
fold()
