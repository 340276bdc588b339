// Copy an address with one press. Without this module it is selected as a whole by a click.
for (const button of document.querySelectorAll('[data-copy]')) {
  // Only pages from a safe origin may write to the clipboard; elsewhere the button stays away.
  if (!navigator.clipboard) break
  const status = button.parentElement.querySelector('[data-copied]')
  button.hidden = false
  button.addEventListener('click', async () => {
    const address = document.getElementById(button.dataset.copy)
    status.textContent = ''
    try {
      await navigator.clipboard.writeText(address.textContent)
      status.textContent = 'Copied'
    } catch {
      getSelection().selectAllChildren(address)
      status.textContent = 'Not copied. The link is selected: copy it with your keyboard.'
    }
  })
}
