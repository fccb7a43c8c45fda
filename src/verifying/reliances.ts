import { createHash } from 'node:crypto';
import type { Resolve, Resolved } from '../http/resolve.ts';

/** An answer of somebody else's that a verdict rests on. */
export interface Reliance {
  readonly url: string;
  /** As HTTP's Accept states it; empty for any. */
  readonly accept: string;
  /** SHA-256 of what it answered; empty when it did not. */
  readonly hash: string;
  /** Seconds it may be relied on. */
  readonly maxAge: number;
}

/** A host that did not answer is asked again soon. */
const UNANSWERED_SECONDS = 15 * 60;
const USUAL_SECONDS = 3_600;

/** A way of asking that remembers what was asked and answered. */
export function noteReliances(resolve: Resolve): { readonly resolve: Resolve; readonly reliances: () => Reliance[] } {
  const noted = new Map<string, Reliance>();
  return {
    async resolve(url, options) {
      const answer = await resolve(url, options);
      const maxAge = answer.ok ? (options?.maxAgeSeconds ?? USUAL_SECONDS) : UNANSWERED_SECONDS;
      const accept = options?.accept ?? '';
      noted.set(url, { url, accept, hash: hashOf(answer), maxAge: Math.min(maxAge, noted.get(url)?.maxAge ?? maxAge) });
      return answer;
    },
    reliances: () => [...noted.values()],
  };
}

/** What tells whether an answer is still the same. */
export function hashOf(answer: Resolved): string {
  return answer.ok ? createHash('sha256').update(answer.body).digest('hex') : '';
}
