/** Gives an element the focus once the drawing that was asked for is done. @param {string} id */
export function focusSoon(id) {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** For `mount`: an element that was just described is not in the page yet; it is once the drawing ends. */
export function focusWhenShown(element) {
  queueMicrotask(() => element.focus());
}
