// Copy a code or an address with one press. Without this module it is marked and copied by hand.
for (const button of document.querySelectorAll('[data-copy]')) {
  // Only pages from a safe origin may write to the clipboard; elsewhere the button stays away.
  if (!navigator.clipboard) break
  const status = button.parentElement.querySelector('[data-copied]')
  button.hidden = false
  button.addEventListener('click', async () => {
    const shown = document.getElementById(button.dataset.copy)
    status.textContent = ''
    try {
      // A code is shown in groups, and copied as it is typed best.
      await navigator.clipboard.writeText(shown.dataset.text ?? shown.textContent)
      status.textContent = 'Copied'
    } catch {
      getSelection().selectAllChildren(shown)
      status.textContent = 'Not copied. It is selected now: copy it with your keyboard.'
    }
  })
}
