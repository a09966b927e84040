import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { RECIPES, WRITTEN_RECIPE } from '../lib/recipes.js';
import { button } from './button.js';
import { icon } from './icon.js';

const ICONS = { 'know-my-documents': 'know', 'write-like-me': 'write', 'follow-my-format': 'format', 'from-conversations': 'chat', extract: 'extract' };

/** The goals a user can choose, as the server names them. */
export const GOALS = RECIPES.map((recipe) => ({ recipe, icon: ICONS[recipe] }));

/**
 * The goals, each one click: what the model shall learn from the documents.
 *
 * @param {{ onChoose: (recipe: string) => void, onAsk: (recipe: string) => void, busyRecipe?: string | null }} options
 *   `onAsk` is for a goal whose usual answers the user wants to change first.
 */
export function goalCards({ onChoose, onAsk, busyRecipe = null }) {
  return [
    h('div', { class: 'goals', role: 'group', 'aria-label': t('goal.question') }, GOALS.map((goal) => card(goal, onChoose, busyRecipe))),
    h('div', { class: 'row goal-more' },
      h('span', { class: 'quiet small' }, t('writer.offer')),
      button({ label: t('writer.choose'), icon: 'write', variant: 'quiet', testId: 'goal-with-writer', isBusy: busyRecipe !== null, onClick: () => onAsk(WRITTEN_RECIPE) })),
  ];
}

function card(goal, onChoose, busyRecipe) {
  return h('button', {
    key: goal.recipe, type: 'button', class: 'goal', 'data-testid': `goal-${goal.recipe}`,
    'aria-disabled': busyRecipe ? 'true' : undefined, onClick: busyRecipe ? undefined : () => onChoose(goal.recipe),
  },
  h('span', { class: 'goal-icon' }, busyRecipe === goal.recipe ? h('span', { class: 'spinner' }) : icon(goal.icon)),
  h('span', { class: 'goal-name' }, t(`goal.${goal.recipe}.name`)),
  h('span', { class: 'goal-text' }, t(`goal.${goal.recipe}.text`)),
  h('span', { class: 'goal-example small' }, t(`goal.${goal.recipe}.example`)));
}
