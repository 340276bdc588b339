// The account's pages. Without this module each form's own button does everything.
import './focus.js'

// A passphrase can be looked at while it is typed; it is hidden again before it is sent.
for (const field of document.querySelectorAll('input[data-passphrase]')) {
  const button = document.createElement('button')
  const label = document.querySelector(`label[for="${field.id}"]`).textContent
  const show = (shown) => {
    field.type = shown ? 'text' : 'password'
    button.textContent = shown ? 'Hide' : 'Show'
    button.setAttribute('aria-label', `${button.textContent}: ${label}`)
  }
  button.type = 'button'
  button.className = 'btn quiet'
  button.addEventListener('click', () => show(field.type === 'password'))
  show(false)
  const both = document.createElement('div')
  both.className = 'with-toggle'
  field.replaceWith(both)
  both.append(field, button)
  field.form.addEventListener('submit', () => show(false))
}
