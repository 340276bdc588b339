// Printing needs the browser's own dialog; without JavaScript the button stays away.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
