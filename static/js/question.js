// One question page. Without this module the form's own button does everything.
import './focus.js'
import { autosave } from './autosave.js'
import { keepApart } from './apart.js'

for (const form of document.querySelectorAll('form')) keepApart(form)
for (const form of document.querySelectorAll('form[data-autosave]')) autosave(form)

// A page brought back from the browser's memory may show an older answer than the one saved.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
