// Save an answer the moment it is chosen. Each choice carries its turn, so that one which
// arrives late does not win over a newer one; the server keeps the order.
export function autosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  const turn = form.elements.namedItem('turn')
  const say = (text) => {
    if (status) status.textContent = text
  }

  form.addEventListener('change', async () => {
    const mine = Number(turn.value) + 1
    turn.value = mine
    say('')
    const body = new FormData(form)
    if (!body.has('answer')) {
      say('Nothing is chosen. What you chose before stays saved.')
      return
    }
    const tell = (text) => {
      if (Number(turn.value) === mine) say(text)
    }
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        keepalive: true,
      })
      const { message } = await response.json()
      tell(message)
    } catch {
      tell('Not saved yet. Your answer is kept on this page; press “Save and continue”.')
    }
  })
}
