import { cancelJob } from '../api/overview.js';
import { cancelRun, resumeRun } from '../api/runs.js';
import { dropZone } from '../components/drop-zone.js';
import { selectField } from '../components/fields.js';
import { errorNote, loadingNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { pathSteps } from '../components/path-steps.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { isActive, pathOf, projectOf } from '../lib/journey.js';
import { link } from '../lib/route.js';
import { PlanEditor } from '../state/plan-editor.js';
import { GoalChoice } from './goal-choice.js';
import { stagePanel } from './home-stages.js';
import { stepDetails } from './home-steps.js';
import { Page } from './page.js';

/** How many of the latest documents the reading panel shows. */
const FEED_LENGTH = 6;

/** Home: drop a folder, choose a goal, tune, chat; the one next action is always the primary button. */
export class HomePage extends Page {
  /** @type {PlanEditor | null} */
  editor = null;
  /** @type {object[]} The documents that were read last, newest first. */
  feed = [];
  /** Whether the user wants another goal although there is a dataset. */
  wantsGoal = false;
  goals = new GoalChoice(this, () => { this.wantsGoal = false; });

  get title() { return t('nav.home'); }

  start() {
    this.watch(this.app.library);
    this.listen(this.app.library, 'document', ({ detail }) => this.#showDocument(detail));
    this.listen(this.app.library, 'change', () => this.#preparePlan());
    this.#preparePlan();
  }

  stop() {
    super.stop();
    this.editor?.stop();
  }

  get project() {
    const project = projectOf(this.app.library, this.app.preferences.project);
    const canChoose = ['plan', 'done', 'stopped'].includes(project.stage);
    return this.wantsGoal && canChoose ? { ...project, stage: 'goal', run: null } : project;
  }

  view() {
    const { library, folderImport } = this.app;
    if (!library.isLoaded) return [pageHead({ title: t('home.title') }), loadingNote()];
    const project = this.project;
    const isBlank = project.stage === 'empty' && !folderImport;
    return [
      pageHead({ title: isBlank ? t('home.welcome') : t('home.title'), lead: isBlank ? t('home.lead') : undefined }),
      h('div', { class: 'stack-loose', key: 'home-body' },
        isBlank && this.#drop(false),
        isBlank ? pathSteps(pathOf(project)) : this.#projectCard(project, folderImport),
        !isBlank && this.#drop(true),
        isBlank && h('p', { class: 'quiet small' }, t('home.private'))),
      project.collection && this.goals.dialog(project.collection.name),
    ];
  }

  #drop(isCompact) {
    return dropZone({
      isCompact, title: t(isCompact ? 'drop.another' : 'drop.title'), hint: t('drop.hint'),
      onFiles: (found) => this.app.importFiles(found),
    });
  }

  #projectCard(project, folderImport) {
    const isImporting = folderImport !== null;
    const shown = isImporting ? { ...project, stage: 'reading' } : project;
    const name = isImporting ? folderImport.collection || t('home.newCollection') : project.collection.name;
    return h('section', { class: 'card project', 'aria-labelledby': 'project-name' },
      h('div', { class: 'row-spread' },
        h('div', {}, h('p', { class: 'eyebrow' }, t('home.project')), h('h2', { id: 'project-name', 'data-testid': 'project-name' }, name)),
        !isImporting && this.#chooser(project)),
      pathSteps(stepDetails(pathOf(shown), isImporting ? { stage: 'reading' } : project)),
      h('div', { class: 'stage', 'data-testid': 'stage', 'data-stage': isImporting ? 'uploading' : project.stage },
        this.error && errorNote(this.error), stagePanel(this, shown, folderImport)));
  }

  #chooser(project) {
    const { collections } = this.app.library;
    if (collections.length < 2) return null;
    return selectField({
      id: 'project', label: t('home.choose'), isLabelHidden: true, value: project.collection.name,
      choices: collections.map(({ name }) => ({ value: name, label: name })),
      onChange: (name) => this.#choose(name),
    });
  }

  #choose(name) {
    this.app.preferences.project = name;
    this.feed = [];
    this.wantsGoal = false;
    this.#dropPlan();
    this.#preparePlan();
    this.update();
  }

  // A plan is worked out as soon as there is a dataset, so that it stands there when the user looks.
  #preparePlan() {
    const { stage, dataset } = this.project;
    const [model] = this.app.library.decoders;
    if (stage !== 'plan' || !model) return;
    if (this.editor?.dataset === dataset.name && this.editor.version === dataset.latestVersion) return;
    this.#dropPlan();
    this.editor = new PlanEditor({ dataset: dataset.name, version: dataset.latestVersion, model: model.name, adapter: dataset.name });
    this.watch(this.editor);
    this.editor.refresh();
  }

  #dropPlan() {
    this.editor?.stop();
    this.editor = null;
  }

  #showDocument(document) {
    this.feed = [document, ...this.feed.filter((item) => item.id !== document.id)].slice(0, FEED_LENGTH);
    this.update();
  }

  /** Starts the run and shows it. */
  async tune() {
    const run = await this.editor.start();
    if (!run) return;
    this.app.library.put('runs', run);
    this.app.navigate(link(['runs', run.id]));
  }

  cancelRun(run) { return this.act(async () => this.app.library.put('runs', (await cancelRun(run.id)) ?? { ...run, state: 'cancelled' })); }

  resumeRun(run) {
    return this.act(async () => {
      const resumed = await resumeRun(run.id);
      if (resumed) this.app.library.put('runs', resumed);
      this.app.navigate(link(['runs', run.id]));
    });
  }

  cancelJob(job) { return isActive(job) ? this.act(() => cancelJob(job.id)) : undefined; }

  /** Shows the goals again. */
  chooseAnotherGoal() {
    this.wantsGoal = true;
    this.update();
  }
}
