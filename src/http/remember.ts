import { LRUCache } from 'lru-cache';
import type { Fetched, FetchOptions, GuardedFetch } from './guarded-fetch.ts';

/** Longest time an answer is kept when its asker names none, in seconds. */
const AGE_AT_MOST = 60 * 60;

export interface RememberOptions extends FetchOptions {
  /** Oldest answer that is taken, in seconds. */
  readonly maxAgeSeconds?: number;
}

/** The same client, which remembers what it was answered: 500 answers and 64 MB at most. Only answers are kept, not failures. */
export function remember(fetch: GuardedFetch): (url: string, options?: RememberOptions) => Promise<Fetched> {
  const answers = new LRUCache<string, Fetched & { ok: true }>({
    max: 500,
    maxSize: 64 * 1024 * 1024,
    sizeCalculation: ({ body }) => body.length + 1,
  });
  const asked = new Map<string, Promise<Fetched>>();
  return async (url, { maxAgeSeconds = AGE_AT_MOST, ...options } = {}) => {
    const known = answers.get(url);
    if (known && Date.now() - known.fetchedAt.getTime() <= maxAgeSeconds * 1000) return known;
    const running = asked.get(url) ?? fetch(url, options).finally(() => asked.delete(url));
    asked.set(url, running);
    const answer = await running;
    if (answer.ok) answers.set(url, answer);
    return answer;
  };
}
