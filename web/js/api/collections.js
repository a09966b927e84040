import { path, post, remove } from './http.js';

/** Makes an empty collection. */
export const createCollection = (name) => post('/api/collections', { name });

/** Removes a collection with its documents. */
export const removeCollection = (name) => remove(path`/api/collections/${name}`);

/** Reads uploaded files, or files of this machine, into the collection. @returns {Promise<object>} The job. */
export const ingest = (name, { uploadIds, paths }) =>
  post(path`/api/collections/${name}/ingest`, uploadIds ? { uploadIds } : { paths });
