// Save an answer the moment it is chosen. The newest choice wins: an older request is called off.
export function autosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  let controller
  const say = (text) => {
    if (status) status.textContent = text
  }

  form.addEventListener('change', async () => {
    controller?.abort()
    const mine = (controller = new AbortController())
    const body = new FormData(form)
    if (!body.has('answer')) {
      say('Nothing is chosen. What you chose before stays saved.')
      return
    }
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        signal: mine.signal,
        keepalive: true,
      })
      const { message } = await response.json()
      if (mine === controller) say(message)
    } catch {
      if (mine === controller) say('Not saved yet. Your answer is kept on this page; press “Save and continue”.')
    }
  })

  // Leaving by the button saves too; an autosave still on its way must not arrive after it.
  form.addEventListener('submit', () => controller?.abort())
}
