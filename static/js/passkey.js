// Asks the device to make a passkey or to use one, and sends what it answers with the form.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }))

async function make(options) {
  const { id, rawId, type, response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    },
  })
  return {
    id,
    rawId: text(rawId),
    type,
    response: {
      attestationObject: text(response.attestationObject),
      clientDataJSON: text(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  }
}

async function use(options) {
  const { id, rawId, type, response } = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    },
  })
  return {
    id,
    rawId: text(rawId),
    type,
    response: {
      authenticatorData: text(response.authenticatorData),
      clientDataJSON: text(response.clientDataJSON),
      signature: text(response.signature),
      userHandle: response.userHandle && text(response.userHandle),
    },
  }
}

// Browsers keep to themselves why nothing came of it, so that a page learns nothing of its visitor.
const unknown =
  'No passkey came. Maybe the question was closed, the time ran out, or this site’s passkey is kept on another device. Try again, or use your passphrase.'
const noWay =
  'Passkeys do not work at this address or in this browser. Your passphrase does.'
const words = {
  InvalidStateError: 'There is a passkey for this account here already. You can use that one.',
  SecurityError: noWay,
}

const form = document.querySelector('form[data-passkey]')
if (form) {
  const status = form.querySelector('[data-passkey-status]')
  const again = form.querySelector('[data-passkey-again]')
  const ask = async () => {
    again.hidden = true
    status.textContent = 'Waiting for your device …'
    try {
      const options = JSON.parse(form.dataset.options)
      const answer = await (form.dataset.passkey === 'make' ? make : use)(options)
      form.elements.namedItem('credential').value = JSON.stringify(answer)
      form.submit()
    } catch (error) {
      status.textContent = words[error.name] ?? (globalThis.PublicKeyCredential ? unknown : noWay)
      again.hidden = false
    }
  }
  again.addEventListener('click', ask)
  ask()
}
