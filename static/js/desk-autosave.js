// Saves what is typed: after a pause, and when a field is left. The answer brings the preview
// and what the checker says.
import { afterThePress } from './desk-hands.js'

const PAUSE = 1500
// Short, to stand in one line beside the button: what happened, and what to do.
const WORDS = {
  401: 'Not saved: signed out. Press Save.',
  403: 'Not saved: is it still you? Press Save.',
  400: 'Not saved: an old page. Press Save.',
  413: 'Not saved: too long. Shorten it.',
  429: 'Not saved yet. Press Save in a moment.',
  503: 'Not saved yet. Press Save in a moment.',
}
const AWAY = 'Not saved: no connection. Press Save later.'
// Browsers take no more with them from a page that is left.
const MOST = 60_000

export function keepSaved(form, root) {
  const status = form.querySelector('[data-status]')
  let timer
  let dirty = false
  let failed = false
  let isAway = false
  let stopped = false
  let running = Promise.resolve()

  const say = (text, how = '') => afterThePress(() => {
    status.textContent = text
    status.dataset.how = how
  })

  const fill = (selector, contents) => {
    for (const place of root.querySelectorAll(`[data-${selector}]`)) {
      const html = contents[place.dataset[selector]] ?? ''
      if (place.innerHTML !== html) place.innerHTML = html
    }
  }

  const blame = (problems) => {
    for (const place of form.querySelectorAll('[data-problem]')) {
      const words = problems[place.dataset.problem]
      place.hidden = !words
      place.textContent = words ?? ''
      place.closest('.field')?.classList.toggle('bad', Boolean(words))
      const field = document.getElementById(place.dataset.problem)
      for (let at = place; words && (at = at.parentElement?.closest('details')); ) at.open = true
      if (words) field?.setAttribute('aria-invalid', 'true')
      else field?.removeAttribute('aria-invalid')
    }
  }

  const show = ({ problems, remarks, preview, count }) => {
    blame(problems)
    fill('remarks', remarks)
    const screen = root.querySelector('[data-preview]')
    const at = screen.contains(document.activeElement) && document.activeElement.id
    screen.innerHTML = preview
    if (at) document.getElementById(at)?.focus({ preventScroll: true })
    root.querySelector('[data-count]').textContent = count || 'The checker finds nothing to mend.'
  }

  const take = async (response) => {
    failed = !response.ok
    // Signed out: the way to the sign-in page is not followed.
    if (response.type === 'opaqueredirect') return say(WORDS[401], 'failed')
    if (response.status === 409) return say(`Not saved: ${await response.text()}`, 'failed')
    const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
    if (!isJson) return say(WORDS[response.status] ?? WORDS[503], 'failed')
    const found = await response.json()
    say(found.message, failed ? 'failed' : 'saved')
    afterThePress(() => show(found))
  }

  const away = () => {
    failed = isAway = true
    stopped = false
    say(AWAY, 'failed')
  }

  const save = async () => {
    clearTimeout(timer)
    if (!dirty || stopped) return
    dirty = false
    say('Saving …')
    const body = new URLSearchParams(new FormData(form))
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body,
        headers: { 'X-Requested-With': 'fetch', Accept: 'application/json' },
        redirect: 'manual',
        keepalive: `${body}`.length < MOST,
      })
      isAway = false
      await take(response)
    } catch {
      away()
    }
  }

  // One after the other: what was typed later must arrive later.
  const queue = () => {
    running = running.then(save)
  }

  form.addEventListener('input', () => {
    dirty = true
    clearTimeout(timer)
    timer = setTimeout(queue, PAUSE)
  })
  form.addEventListener('change', ({ target }) => {
    if (!target.matches('#kind, [id="context/kind"]')) queue()
  })
  document.addEventListener('visibilitychange', () => document.hidden && queue())

  return {
    away,
    settled: () => running,
    // Say whether the page may be left: without a connection what is typed would be lost.
    reached: async () => {
      await running
      if (!isAway) return true
      dirty = true
      queue()
      await running
      return !isAway
    },
    open: () => dirty || failed,
    rest: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
