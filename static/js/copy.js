// Copying needs the browser's clipboard, which only safe pages have; elsewhere the buttons stay
// away, and the code can be marked and copied by hand.
const said = document.querySelector('[data-copied]')

async function copy({ currentTarget: button }) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    said.textContent = 'Copied.'
  } catch {
    said.textContent = 'Your browser did not let us copy. Please mark the text and copy it by hand.'
  }
}

if (navigator.clipboard && said) {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false
    button.addEventListener('click', copy)
  }
}
