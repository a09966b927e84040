import { h } from '../lib/h.js';
import { rich, t } from '../lib/i18n.js';
import * as format from '../lib/format.js';
import { isActive } from '../lib/journey.js';
import { PLACES } from '../lib/places.js';
import { link } from '../lib/route.js';
import { button, iconButton } from './button.js';
import { icon, mark } from './icon.js';
import { progressBar } from './status.js';

const NEXT_THEME = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' };

/** The frame around every page: places, what is going on, language and theme. */
export function shell({ app, page }) {
  return h('div', { class: 'shell' },
    h('header', { class: 'sidebar' },
      h('a', { class: 'brand', href: link([]), 'aria-label': t('nav.brand') }, mark(), h('span', {}, 'Diapason')),
      navigation(app.route.segments[0] ?? 'home'),
      activity(app.library),
      tools(app)),
    h('main', { id: 'main', class: 'main', tabindex: '-1', 'data-page': app.route.segments[0] ?? 'home' },
      app.connection.status === 'offline' && offlineBanner(app),
      h('div', { class: 'page', key: app.pageKey }, page)));
}

function navigation(current) {
  return h('nav', { class: 'places', 'aria-label': t('nav.label') }, h('ul', {}, PLACES.map((place) =>
    h('li', { key: place }, h('a', {
      class: 'place', href: link(place === 'home' ? [] : [place]), 'aria-current': place === current ? 'page' : undefined, 'data-testid': `nav-${place}`,
    }, icon(place), h('span', {}, t(`nav.${place}`)))))));
}

function activity(library) {
  const runs = library.runs.filter(isActive).map((run) => ({
    id: run.id, text: t('activity.train', { name: run.adapter }), done: run.step, total: run.step > 0 ? run.steps : 0, href: link(['runs', run.id]),
    detail: run.state === 'queued' ? t('state.queued') : run.secondsLeft === undefined ? t('run.starting') : t('run.left', { time: format.roughDuration(run.secondsLeft) }),
  }));
  const jobs = library.jobs.filter((job) => isActive(job) && job.kind !== 'train').map((job) => ({
    id: job.id, text: t(`activity.${job.kind}`, { name: job.subjectId }), done: job.done, total: job.total, detail: '',
    href: link([job.kind === 'ingest' ? 'documents' : 'datasets', job.subjectId]),
  }));
  const all = [...runs, ...jobs];
  if (all.length === 0) return null;
  return h('section', { class: 'activity', 'aria-label': t('activity.label'), 'data-testid': 'activity' }, all.map(({ id, text, done, total, detail, href }) =>
    h('a', { key: id, class: 'activity-item', href }, h('span', { class: 'truncate' }, text), progressBar({ done, total, label: text }), detail && h('span', { class: 'small quiet' }, detail))));
}

function tools(app) {
  const { preferences, library } = app;
  const { language, theme } = preferences;
  return h('div', { class: 'tools' },
    h('button', {
      type: 'button', class: 'icon-button language-button', lang: language === 'en' ? 'ko' : 'en', 'data-testid': 'language',
      title: language === 'en' ? '한국어로 보기' : 'Show in English', onClick: () => app.chooseLanguage(language === 'en' ? 'ko' : 'en'),
    }, icon('language'), h('span', {}, language === 'en' ? '한국어' : 'English')),
    iconButton({ label: t('theme.label', { theme: t(`theme.${theme}`) }), icon: THEME_ICONS[theme], testId: 'theme', onClick: () => app.chooseTheme(NEXT_THEME[theme]) }),
    library.version && h('span', { class: 'version small quiet', title: t('shell.version', { version: library.version, home: library.home }) }, library.version));
}

function offlineBanner(app) {
  return h('div', { class: 'banner', role: 'alert', 'data-testid': 'offline' }, icon('warning'),
    h('p', { class: 'grow' }, rich('offline.text', { command: h('code', {}, 'diapason serve') })),
    button({ label: t('common.tryAgain'), icon: 'again', onClick: () => app.connection.start() }));
}

/** The page without a login: how to get one. */
export function loginNote() {
  const command = (text) => h('code', { class: 'command' }, text);
  return h('main', { id: 'main', class: 'gate', tabindex: '-1', 'data-testid': 'expired' },
    h('div', { class: 'card gate-card stack' }, mark(), h('h1', { tabindex: '-1' }, t('expired.title')),
      h('p', {}, t('expired.text')),
      h('ul', { class: 'stack-tight' }, [['diapason serve', 'expired.serve'], ['make demo', 'expired.demo']].map(([name, key]) =>
        h('li', { key }, command(name), h('span', { class: 'quiet' }, ' ', t(key))))),
      h('p', { class: 'quiet small' }, t('expired.why'))));
}

/** Short notes about what was done; they go away by themselves, failures stay until closed. */
export function notices({ items, onClose }) {
  return h('div', { class: 'notices', key: 'notices', 'aria-live': 'polite' }, items.map((item) =>
    h('div', { key: item.id, class: `notice notice-${item.kind}`, role: item.kind === 'error' ? 'alert' : 'status' },
      icon(item.kind === 'error' ? 'warning' : 'check'), h('p', { class: 'grow' }, item.text), iconButton({ label: t('common.close'), icon: 'close', onClick: () => onClose(item.id) }))));
}
