// A page of a preview. Without this module the form's own buttons do everything.
import { keepApart } from './apart.js'

for (const form of document.querySelectorAll('form')) keepApart(form)

// Every page here answers a form and stays one in the history, so that Back shows it again:
// the focus goes to what went wrong, and nothing else is changed.
document.querySelector('[data-focus]')?.focus()
