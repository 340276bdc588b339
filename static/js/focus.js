// Bring a message to the ears and eyes of the person: the first thing to read gets the focus.
const message = document.querySelector('[data-focus]')
message?.focus()

// A page that answered a form would be "Confirm form resubmission" when the person comes Back
// to it. Once it is left, its place in the history becomes the question itself.
if (message) window.addEventListener('pagehide', () => history.replaceState(history.state, ''))
