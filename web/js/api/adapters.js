import { path, post, postRaw, query, remove } from './http.js';

/** Where a version can be downloaded as a zip bundle. */
export const bundleAddress = (name, version) => path`/api/adapters/${name}/export` + query({ version });

/** Imports a bundle, or an archive with an adapter of PEFT; refused when a digest or a shape does not fit. */
export const importBundle = (file, model) => postRaw('/api/adapters/import' + query({ model, file: file.name }), file);

/** Makes a version the one that the adapter's name means. */
export const promote = (name, version) => post(path`/api/adapters/${name}/promote`, { version });

/** Removes an adapter with all versions. */
export const removeAdapter = (name) => remove(path`/api/adapters/${name}`);
