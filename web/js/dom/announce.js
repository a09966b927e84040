/** Says something to screen readers through the page's one live region. @param {string} text */
export function announce(text) {
  const region = document.getElementById('announcer');
  if (!region) return;
  // The same words twice are only read when the region changes in between.
  region.textContent = '';
  requestAnimationFrame(() => { region.textContent = text; });
}
