import { App } from './app.js';

const root = document.getElementById('app');
root.replaceChildren();
new App(root).start();

document.querySelector('[data-skip-link]').addEventListener('click', (event) => {
  // The address stays: its hash names the page.
  event.preventDefault();
  document.getElementById('main')?.focus();
});
