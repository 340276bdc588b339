// Save an answer the moment it is chosen. Each choice carries its turn, so that one which
// arrives late does not win over a newer one; the server keeps the order.
export function autosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  const turn = form.elements.namedItem('turn')
  // How it went shows in more than color: what is saved has a check mark, a failure has a frame
  // and a mark of its own.
  const say = (text, how = '') => {
    if (!status) return
    status.textContent = text
    status.dataset.how = how
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
    const tell = (text, how) => {
      if (Number(turn.value) === mine) say(text, how)
    }
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        keepalive: true,
      })
      const { message } = await response.json()
      tell(message, response.ok ? 'saved' : 'failed')
    } catch {
      tell('Not saved yet. Your answer is kept on this page; press “Save and continue”.', 'failed')
    }
  })
}
