import { AdaptersPage } from './pages/adapters.js';
import { ChatPage } from './pages/chat.js';
import { CollectionPage } from './pages/collection.js';
import { ComparePage } from './pages/compare.js';
import { DatasetPage } from './pages/dataset.js';
import { DatasetsPage } from './pages/datasets.js';
import { DocumentPage } from './pages/document.js';
import { DocumentsPage } from './pages/documents.js';
import { HomePage } from './pages/home.js';
import { NewRunPage } from './pages/new-run.js';
import { NotFoundPage } from './pages/not-found.js';
import { RunPage } from './pages/run.js';
import { RunsPage } from './pages/runs.js';

const ROUTES = {
  documents: [DocumentsPage, CollectionPage, DocumentPage],
  datasets: [DatasetsPage, DatasetPage],
  runs: [RunsPage, RunPage],
  adapters: [AdaptersPage],
  chat: [ChatPage, ChatPage],
};
const EXACT = { 'runs/new': NewRunPage, 'chat/compare': ComparePage };

/**
 * The page of an address.
 *
 * @param {import('./lib/route.js').Route} route
 * @returns {typeof import('./pages/page.js').Page}
 */
export function pageFor({ segments }) {
  const [place, ...rest] = segments;
  if (place === undefined || (place === 'home' && rest.length === 0)) return HomePage;
  return EXACT[segments.join('/')] ?? ROUTES[place]?.[rest.length] ?? NotFoundPage;
}
