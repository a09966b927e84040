import { loginNote, notices, shell } from './components/shell.js';
import { confirmDialog } from './components/dialog.js';
import { announce } from './dom/announce.js';
import { render } from './dom/patch.js';
import { Preferences } from './dom/preferences.js';
import { setLanguage, t } from './lib/i18n.js';
import { isActive } from './lib/journey.js';
import { sayError } from './lib/phrases.js';
import { link, parseRoute } from './lib/route.js';
import { pageFor } from './routes.js';
import { Chats } from './state/chats.js';
import { Connection } from './state/connection.js';
import { FolderImport } from './state/folder-import.js';
import { Library } from './state/library.js';

const NOTICE_TIME = 5_000;
/** Relative times and time left are drawn anew this often, in milliseconds. */
const CLOCK = 20_000;

/** The page as a whole: what is known, where the user is, and the drawing of both. */
export class App {
  preferences = new Preferences();
  library = new Library();
  connection = new Connection(this.library);
  chats = new Chats();
  /** @type {FolderImport | null} The upload going on. */
  folderImport = null;
  route = parseRoute(location.hash);
  #page = null;
  #pageKey = '';
  #question = null;
  #notices = [];
  #isDrawing = false;
  #root;

  /** @param {Element} root Where to draw. */
  constructor(root) {
    this.#root = root;
  }

  get pageKey() { return this.#pageKey; }

  /** Draws the page and connects. */
  start() {
    this.#applyPreferences();
    addEventListener('hashchange', () => this.#showRoute());
    addEventListener('beforeunload', (event) => this.folderImport && event.preventDefault());
    this.connection.addEventListener('change', () => this.#onStatus());
    this.library.addEventListener('change', () => this.update());
    this.library.addEventListener('job', ({ detail }) => this.#tellJob(detail));
    this.library.addEventListener('run', ({ detail }) => this.#tellRun(detail));
    setInterval(() => this.update(), CLOCK);
    this.connection.followVisibility();
    this.connection.start();
    this.#showRoute();
  }

  /** Draws before the next frame, however often it is called. */
  update() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => {
      this.#isDrawing = false;
      this.#draw();
    });
  }

  /** Goes to another page. @param {string} href From `link`. */
  navigate(href, { replace = false } = {}) {
    if (replace) {
      history.replaceState(null, '', href);
      this.#showRoute();
    } else {
      location.hash = href;
    }
  }

  /** Brings files into a new collection, or into the named one, and shows how it goes. */
  async importFiles({ items, leftOut }, intoCollection) {
    if (this.folderImport) return this.notify(t('drop.busy'), 'error');
    if (items.length === 0) return this.notify(leftOut > 0 ? t('drop.onlyHidden', { count: leftOut }) : t('drop.empty'), 'error');
    if (leftOut > 0) this.notify(t('drop.leftOut', { count: leftOut }));
    const folderImport = new FolderImport(items);
    this.folderImport = folderImport;
    folderImport.addEventListener('change', () => this.update());
    if (!intoCollection) this.navigate(link([]));
    const job = await folderImport.start(this.library.collections.map((item) => item.name), intoCollection);
    this.folderImport = null;
    if (job) this.#showImported(folderImport.collection, job);
    else if (folderImport.state === 'failed') this.notifyError(folderImport.error);
    this.update();
  }

  /** Asks before something is lost. @returns {Promise<boolean>} */
  confirm({ title, text, action }) {
    return new Promise((resolve) => {
      this.#question = { title, text, action, onAnswer: (answer) => { this.#question = null; this.update(); resolve(answer); } };
      this.update();
    });
  }

  /** Tells what was done. @param {'done' | 'error'} [kind] */
  notify(text, kind = 'done') {
    const item = { id: `${Date.now()}-${this.#notices.length}`, text, kind };
    this.#notices = [...this.#notices.filter((other) => other.text !== text), item];
    if (kind === 'done') setTimeout(() => this.#closeNotice(item.id), NOTICE_TIME);
    this.update();
  }

  /** Tells what failed. */
  notifyError(error) {
    if (error.isUnauthorized) return;
    this.notify(sayError(error), 'error');
  }

  chooseLanguage(language) {
    this.preferences.language = language;
    this.#applyPreferences();
    this.#draw();
  }

  chooseTheme(theme) {
    this.preferences.theme = theme;
    this.#applyPreferences();
    dispatchEvent(new Event('themechange'));
    announce(t('theme.label', { theme: t(`theme.${theme}`) }));
    this.update();
  }

  #showRoute() {
    const route = parseRoute(location.hash);
    const key = route.segments.join('/');
    this.route = route;
    if (this.#page && key === this.#pageKey) {
      this.#page.changeQuery(route.query);
      return this.update();
    }
    const isFirst = this.#page === null;
    this.#page?.stop();
    // A failure belongs to the page where it happened.
    this.#notices = this.#notices.filter(({ kind }) => kind !== 'error');
    this.#pageKey = key;
    this.#page = new (pageFor(route))(this, route);
    this.#page.start();
    this.#draw();
    if (!isFirst) this.#arrive();
  }

  // A new page begins at its top, and its heading is what a screen reader says first.
  #arrive() {
    scrollTo({ top: 0 });
    const isTyping = document.activeElement?.matches('input, textarea, select');
    if (!isTyping) this.#root.querySelector('h1')?.focus({ preventScroll: true });
  }

  #draw() {
    const isExpired = this.connection.status === 'expired';
    document.title = this.#page?.title ? `${this.#page.title} · Diapason` : 'Diapason';
    render(this.#root, [
      isExpired ? loginNote() : shell({ app: this, page: this.#page.view() }),
      notices({ items: this.#notices, onClose: (id) => this.#closeNotice(id) }),
      this.#question && confirmDialog(this.#question),
    ].filter(Boolean));
  }

  #onStatus() {
    if (this.connection.status === 'online') announce(t('offline.back'));
    this.update();
  }

  #tellJob(job) {
    if (isActive(job) || job.kind === 'train') return;
    announce(t(`announce.${job.kind}.${job.state}`, { name: job.subjectId }));
  }

  #tellRun(run) {
    if (!isActive(run)) announce(t('announce.run', { name: run.adapter, state: t(`state.${run.state}`) }));
  }

  #showImported(name, job) {
    this.preferences.project = name;
    const known = this.library.collection(name) ?? { name, documents: 0, used: 0, duplicate: 0, skipped: 0, characters: 0, createdAt: new Date().toISOString() };
    // The job may have ended before its own answer arrived here.
    const newest = this.library.jobs.find((item) => item.id === job.id) ?? job;
    this.library.put('collections', { ...known, job: newest });
    this.library.put('jobs', newest);
  }

  #closeNotice(id) {
    this.#notices = this.#notices.filter((item) => item.id !== id);
    this.update();
  }

  #applyPreferences() {
    const { language, theme } = this.preferences;
    setLanguage(language);
    const root = document.documentElement;
    root.lang = language;
    if (theme === 'system') root.removeAttribute('data-theme');
    else root.dataset.theme = theme;
    const skip = document.querySelector('[data-skip-link]');
    if (skip) skip.textContent = t('shell.skip');
  }
}
