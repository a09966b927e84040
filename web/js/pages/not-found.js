import { linkButton } from '../components/button.js';
import { emptyNote } from '../components/notes.js';
import { pageHead } from '../components/page-head.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

/** An address that leads nowhere. */
export class NotFoundPage extends Page {
  get title() { return t('notFound.title'); }

  view() {
    return [
      pageHead({ title: t('notFound.title') }),
      emptyNote({ icon: 'search', title: t('notFound.text'), text: t('notFound.hint'), actions: [linkButton({ label: t('runs.toHome'), variant: 'primary', href: link([]) })] }),
    ];
  }
}
