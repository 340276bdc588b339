// Save an answer the moment it is chosen. Each choice carries its turn, so that one which
// arrives late does not win over a newer one; the server keeps the order.
export function autosave(form) {
  const status = form.querySelector('[data-autosave-status]')
  const turn = form.elements.namedItem('turn')
  // Whether anything is saved for this question, as far as is known by now.
  let kept = Promise.resolve(form.elements.namedItem('seen').value !== '')
  // How it went shows in more than color: what is saved has a check mark, a failure has a frame
  // and a mark of its own.
  const say = (text, how = '') => {
    if (!status) return
    status.textContent = text
    status.dataset.how = how
  }

  const send = async (body, tell) => {
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body,
        headers: { Accept: 'application/json' },
        keepalive: true,
      })
      const { message } = await response.json()
      tell(message, response.ok ? 'saved' : 'failed')
      return response.ok
    } catch {
      tell('Not saved yet. Your answer is kept on this page; press “Save and continue”.', 'failed')
      return false
    }
  }

  const save = async () => {
    const mine = Number(turn.value) + 1
    turn.value = mine
    const tell = (text, how) => {
      if (Number(turn.value) === mine) say(text, how)
    }
    say('')
    const body = new FormData(form)
    if (body.has('answer')) {
      const [before, sent] = [kept, send(body, tell)]
      kept = Promise.all([before, sent]).then((ways) => ways.includes(true))
    } else if (await kept) tell('Nothing is chosen. What you chose before stays saved.')
    else tell('Nothing is chosen.')
  }

  form.addEventListener('change', save)
  // Chosen while this module was still on its way.
  const isNew = ({ checked, defaultChecked }) => checked !== defaultChecked
  if ([...form.elements].some(isNew)) save()
}
