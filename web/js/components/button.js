import { h } from '../lib/h.js';
import { icon } from './icon.js';

/**
 * A button with a word.
 *
 * @param {object} options
 * @param {string} options.label
 * @param {string} [options.icon]
 * @param {'primary' | 'plain' | 'quiet' | 'danger'} [options.variant]
 * @param {boolean} [options.isBusy] Keeps its place and focus, and does nothing.
 */
export function button({ label, icon: name, variant = 'plain', onClick, isBusy, disabled, testId, type = 'button', ...rest }) {
  return h('button', {
    type, class: `button button-${variant}`, disabled: disabled ?? false, 'aria-disabled': isBusy ? 'true' : undefined,
    'data-testid': testId, onClick: isBusy ? undefined : onClick, ...rest,
  }, isBusy ? h('span', { class: 'spinner', 'aria-hidden': 'true' }) : name && icon(name), h('span', {}, label));
}

/** A button that shows only a drawing; the word is its name and tooltip. */
export function iconButton({ label, icon: name, onClick, testId, ...rest }) {
  return h('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, 'data-testid': testId, onClick, ...rest }, icon(name));
}

/** A link that looks like a button. */
export function linkButton({ label, icon: name, variant = 'plain', href, testId, ...rest }) {
  return h('a', { class: `button button-${variant}`, href, 'data-testid': testId, ...rest }, name && icon(name), h('span', {}, label));
}

/** A file picker that looks like a button; reachable by keyboard because the input keeps its focus. */
export function fileButton({ label, icon: name, variant = 'plain', onFiles, testId, accept, folder = false, multiple = false }) {
  const onChange = (event) => {
    const files = [...event.target.files];
    event.target.value = '';
    if (files.length > 0) onFiles(files);
  };
  return h('label', { class: `button button-${variant} file-button` },
    h('input', { type: 'file', class: 'visually-hidden', accept, multiple: multiple || folder, webkitdirectory: folder, 'data-testid': testId, onChange }),
    name && icon(name), h('span', {}, label));
}
