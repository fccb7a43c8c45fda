import type { Resolve } from '../http/resolve.ts';

/** Longest that the hosts one badge names are waited for, all together, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * A way of asking for one badge that ends in time, however many slow hosts the badge names: a stranger chose them, and other
 * badges wait. What is not asked any more counts as a host that does not answer, and is asked at the badge's next look.
 */
export function withPatience(resolve: Resolve, patienceMs = PATIENCE_MS): Resolve {
  let waitedMs = 0;
  return async (url, options) => {
    if (waitedMs >= patienceMs) {
      const message = `${url} was not asked, since the hosts this badge names took longer than ${patienceMs / 1_000} seconds`;
      return { ok: false, reason: 'UNREACHABLE', message };
    }
    const asked = performance.now();
    try {
      return await resolve(url, options);
    } finally {
      waitedMs += performance.now() - asked;
    }
  };
}
