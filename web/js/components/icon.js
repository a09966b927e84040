import { h } from '../lib/h.js';

/** Paths on a 20 by 20 grid, drawn with the text's colour. */
const PATHS = {
  home: ['M3.5 9 10 3.5 16.5 9', 'M5 8v8h10V8', 'M8.25 16v-4.5h3.5V16'],
  documents: ['M5 3h6.5L15 6.5V17H5z', 'M11.5 3v3.5H15', 'M7.5 10h5M7.5 13h5'],
  datasets: ['M3.5 5.5h13M3.5 10h13M3.5 14.5h13', 'M7.5 3.5v13'],
  runs: ['M3 14.5c2.5 0 2.5-9 5-9s2.5 9 5 9 2-4.5 4-4.5'],
  adapters: ['M10 3 3.5 6.5 10 10l6.5-3.5z', 'M3.5 10 10 13.5l6.5-3.5', 'M3.5 13.5 10 17l6.5-3.5'],
  chat: ['M3.5 4.5h13v9H9l-3.5 3v-3h-2z'],
  compare: ['M3.5 4h5.5v12H3.5zM11 4h5.5v12H11z'],
  upload: ['M10 13V3.5M6.25 7 10 3.25 13.75 7', 'M3.5 12.5v4h13v-4'],
  download: ['M10 3.5V13M6.25 9.5 10 13.25 13.75 9.5', 'M3.5 14v2.5h13V14'],
  folder: ['M2.5 5h5l1.75 2h8.25v9h-15z'],
  check: ['m4.5 10.5 3.75 3.75L15.5 6'],
  close: ['m5 5 10 10M15 5 5 15'],
  plus: ['M10 4v12M4 10h12'],
  minus: ['M4 10h12'],
  more: ['M5 10h.01M10 10h.01M15 10h.01'],
  edit: ['m4 16 .75-3.25L13 4.5 15.5 7l-8.25 8.25z', 'M11.5 6 14 8.5'],
  trash: ['M4 6h12M8 6V4h4v2M5.5 6l.75 10.5h7.5L14.5 6', 'M8.5 9v4.5M11.5 9v4.5'],
  copy: ['M7 7h9v9.5H7z', 'M13 7V3.5H4V13h3'],
  stop: ['M6 6h8v8H6z'],
  send: ['M10 16V4.5M5 9.25l5-5 5 5'],
  again: ['M15.5 7.5A6 6 0 1 0 16 11', 'M16 4v3.75h-3.75'],
  sun: ['M10 6.75a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 0 0 0-6.5z', 'M10 2.5V4M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1.05 1.05M14.25 14.25l1.05 1.05M4.7 15.3l1.05-1.05M14.25 5.75l1.05-1.05'],
  moon: ['M15.5 12A6.5 6.5 0 0 1 8 4.5a6 6 0 1 0 7.5 7.5z'],
  system: ['M3 4.5h14v9H3z', 'M7.5 16.5h5M10 13.5v3'],
  language: ['M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14', 'M10 3c2.25 2 3 4.25 3 7s-.75 5-3 7c-2.25-2-3-4.25-3-7s.75-5 3-7z'],
  warning: ['M10 3.5 17.5 16h-15z', 'M10 8v4M10 14h.01'],
  info: ['M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z', 'M10 9v4.5M10 6.5h.01'],
  next: ['m8 5 5 5-5 5'],
  down: ['m5 8 5 5 5-5'],
  back: ['m12 5-5 5 5 5'],
  play: ['M6.5 4.5v11l9-5.5z'],
  star: ['m10 3 2.1 4.5 4.9.6-3.6 3.4.95 4.9L10 14l-4.35 2.4.95-4.9L3 8.1l4.9-.6z'],
  search: ['M8.75 3.5a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5z', 'm12.5 12.5 4 4'],
  thumbUp: ['M6.5 9 9.5 3.5c1.3 0 2 .9 1.75 2.25L10.75 8.5h4a1.5 1.5 0 0 1 1.5 1.8l-1 4.9a1.5 1.5 0 0 1-1.5 1.3H6.5z', 'M3.5 9h3v7.5h-3z'],
  thumbDown: ['M6.5 11 9.5 16.5c1.3 0 2-.9 1.75-2.25L10.75 11.5h4a1.5 1.5 0 0 0 1.5-1.8l-1-4.9a1.5 1.5 0 0 0-1.5-1.3H6.5z', 'M3.5 3.5h3V11h-3z'],
  eye: ['M2.5 10c1.75-3.25 4.25-5 7.5-5s5.75 1.75 7.5 5c-1.75 3.25-4.25 5-7.5 5s-5.75-1.75-7.5-5z', 'M10 7.75a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5z'],
  keyboard: ['M2.5 5.5h15v9h-15z', 'M5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7'],
  format: ['M3.5 4h13v12h-13zM3.5 8h13M9 8v8'],
  extract: ['M5 3.5h10v13H5z', 'M7.5 7h2M7.5 10h2M7.5 13h2M12 7h.5M12 10h.5M12 13h.5'],
  know: ['M10 5.5C8.5 4 6.5 3.5 3.5 3.5v11.5c3 0 5 .5 6.5 2 1.5-1.5 3.5-2 6.5-2V3.5c-3 0-5 .5-6.5 2z', 'M10 5.5V17'],
  write: ['M16.5 3.5C10.5 4 6.5 7.5 5.5 14.5', 'M16.5 3.5c0 5-3 8.5-9.5 9', 'M3.5 17c1-2.5 2.5-5 5-7'],
};

/** @param {keyof typeof PATHS} name @param {string} [className] A drawing that assistive technology skips. */
export function icon(name, className = '') {
  const paths = PATHS[name].map((d) => h('path', { d }));
  return h('svg', { class: `icon ${className}`.trim(), viewBox: '0 0 20 20', 'aria-hidden': 'true', focusable: 'false' }, paths);
}

/** The mark: a tuning fork and its tone. */
export function mark() {
  return h('svg', { class: 'mark', viewBox: '0 0 32 32', 'aria-hidden': 'true', focusable: 'false' },
    h('path', { class: 'mark-fork', d: 'M11.5 3.5v9.75a4.5 4.5 0 0 0 9 0V3.5M16 17.75V28.5' }),
    h('path', { class: 'mark-tone', d: 'M6.75 5.5a8.5 8.5 0 0 0 0 8M25.25 5.5a8.5 8.5 0 0 1 0 8' }));
}
