import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { icon } from './icon.js';

const SIGNS = { done: 'check', stopped: 'warning' };

/**
 * The way from documents to chat: four steps, each with its state in words.
 *
 * @param {{ name: string, state: string, detail?: string, href?: string }[]} steps
 */
export function pathSteps(steps) {
  return h('ol', { class: 'path', 'aria-label': t('path.label') }, steps.map((step, index) => {
    const sign = SIGNS[step.state] ? icon(SIGNS[step.state]) : h('span', {}, index + 1);
    const name = h('span', { class: 'path-name' }, t(`path.${step.name}`));
    return h('li', { key: step.name, class: `path-step path-${step.state}`, 'aria-current': isCurrent(step) ? 'step' : undefined, 'data-testid': `path-${step.name}`, 'data-state': step.state },
      h('span', { class: 'path-sign', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'path-words' },
        step.href ? h('a', { class: 'path-link', href: step.href }, name) : name,
        h('span', { class: 'path-detail small' }, step.detail ?? t(`path.state.${step.state}`))));
  }));
}

function isCurrent(step) {
  return step.state === 'current' || step.state === 'running' || step.state === 'stopped';
}
