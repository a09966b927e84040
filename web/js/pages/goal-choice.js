import { buildDataset } from '../api/datasets.js';
import { recipeDialog } from '../components/recipe-dialog.js';
import { datasetNameFor } from '../lib/names.js';
import { RECIPE_OPTIONS } from '../lib/recipes.js';
import { WriterChoice } from '../state/writer-choice.js';

/** The choice of a goal on a page: what it has to know first, then the building of its dataset. */
export class GoalChoice {
  /** @type {string | null} The recipe whose building was just asked for. */
  busyRecipe = null;
  /** @type {string | null} The goal that was chosen and has something to ask first. */
  #asked = null;
  #writer = new WriterChoice();
  #page;
  #onBuilt;

  /**
   * @param {import('./page.js').Page} page
   * @param {(dataset: object) => void} onBuilt Called when the building of a dataset has begun.
   */
  constructor(page, onBuilt) {
    this.#page = page;
    this.#onBuilt = onBuilt;
  }

  /** The dialog of the goal that has something to ask, as far as there is one. */
  dialog(collection) {
    if (!this.#asked) return null;
    return recipeDialog({
      recipe: this.#asked, writer: this.#writer, library: this.#page.app.library, isBusy: this.busyRecipe === this.#asked,
      onChange: (change) => { Object.assign(this.#writer, change); this.#page.update(); },
      onStart: (options) => this.build(collection, this.#asked, options), onClose: () => this.close(),
    });
  }

  /** Builds a dataset for a goal, after what the goal has to know. */
  choose(collection, recipe) {
    return recipe in RECIPE_OPTIONS ? this.ask(recipe) : this.build(collection, recipe);
  }

  /** Asks what a goal may be told. */
  ask(recipe) {
    this.#asked = recipe;
    this.#page.update();
  }

  close() {
    this.#asked = null;
    this.#page.update();
  }

  /** Builds a dataset. @returns {Promise<void>} */
  async build(collection, recipe, options) {
    if (this.busyRecipe) return;
    this.busyRecipe = recipe;
    this.#page.update();
    const { library } = this.#page.app;
    const name = datasetNameFor(collection, recipe, library.datasets);
    await this.#page.act(async () => {
      const answer = await buildDataset({ collection, recipe, name, options });
      library.put('datasets', { ...answer.dataset, job: answer.job });
      this.#asked = null;
      this.#onBuilt(answer.dataset);
    });
    this.busyRecipe = null;
    this.#page.update();
  }
}
