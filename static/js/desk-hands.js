// A button that moves or is replaced between press and release is not pressed: what changes the
// page waits until the pointer, or the space bar, is up.
let isDown = false
const waiting = []

export const afterThePress = (work) => (isDown ? waiting.push(work) : work())

const press = () => { isDown = true }
const release = () => {
  setTimeout(() => {
    isDown = false
    for (const work of waiting.splice(0)) work()
  })
}
// A list of the browser's own keeps the release to itself.
window.addEventListener('pointerdown', ({ button, target }) => {
  if (button === 0 && !target.closest('select')) press()
}, true)
window.addEventListener('keydown', ({ key }) => key === ' ' && press(), true)
window.addEventListener('keyup', ({ key }) => key === ' ' && release(), true)
for (const over of ['pointerup', 'pointercancel', 'contextmenu']) {
  window.addEventListener(over, release, true)
}
window.addEventListener('blur', release)
