import { get, path, query } from './http.js';

/** One page of a collection's documents. @returns {Promise<{ documents: object[], total: number }>} */
export const listDocuments = ({ collection, state, text, offset = 0, limit = 50 }) =>
  get('/api/documents' + query({ collection, state, query: text, offset, limit }));

/** A document with its blocks, as it is or as it was at an earlier revision. */
export const fetchDocument = (id, revision) => get(path`/api/documents/${id}` + query({ revision }));
