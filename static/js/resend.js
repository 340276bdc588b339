// Whoever signs in beside this page has a new session, and the form's token is of the one
// before. The token of the session that sends is taken from a page of ours, just before sending.
const form = document.querySelector('[data-token-from]')

const renew = async () => {
  const page = await (await fetch(form.dataset.tokenFrom)).text()
  const found = new DOMParser().parseFromString(page, 'text/html')
  const token = found.querySelector('[name="csrf_token"]')
  if (token) form.elements.namedItem('csrf_token').value = token.value
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault()
  try {
    await renew()
  } catch {
    // As it is: the server says what is missing.
  }
  HTMLFormElement.prototype.submit.call(form)
})
