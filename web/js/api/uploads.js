import { ApiError, errorFrom, path, query } from './http.js';

/**
 * Uploads one file into a collection's staging area.
 *
 * `XMLHttpRequest` because `fetch` does not tell how much was sent, and one archive may be a gigabyte.
 *
 * @param {string} collection
 * @param {{ file: Blob, path: string }} item
 * @param {{ onProgress?: (sentBytes: number) => void, signal?: AbortSignal }} [options]
 * @returns {Promise<{ uploadId: string, path: string, sizeBytes: number }>}
 */
export function upload(collection, item, { onProgress, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path`/api/collections/${collection}/uploads` + query({ path: item.path }));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress?.(event.loaded);
    request.onload = async () => {
      if (request.status >= 200 && request.status < 300) return resolve(JSON.parse(request.responseText));
      const { status, statusText, responseText } = request;
      reject(await errorFrom({ status, statusText, text: async () => responseText }));
    };
    request.onerror = () =>
      reject(new ApiError({ status: 0, code: 'unreachable', message: 'The server does not answer.' }));
    request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(item.file);
  });
}
