import { isActive } from './journey.js';

/**
 * The last job of a collection or dataset when it ended without what it was asked for, as far as nothing came after it.
 *
 * @param {{ job?: { state: string }, lastFailure?: object } | undefined | null} item
 * @returns {object | null}
 */
export function lostJob(item) {
  const { job, lastFailure } = item ?? {};
  if (isActive(job) || job?.state === 'done') return null;
  return job ?? lastFailure ?? null;
}
