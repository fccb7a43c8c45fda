import { type SQL, sql } from 'drizzle-orm';
import type { Reliance } from './reliances.ts';

const DAY_SECONDS = 86_400;

/** Seconds that a verdict may rest on its answers, a minute to a day; null where it rests on none. */
export function reliedSeconds(reliances: readonly Pick<Reliance, 'maxAge'>[]): number | null {
  if (reliances.length === 0) return null;
  return Math.max(60, Math.min(DAY_SECONDS, ...reliances.map(({ maxAge }) => maxAge)));
}

/**
 * When a row of `badge` is to be looked at again: as soon as an answer it rests on is too old, or one of its dates passes;
 * null when nothing can change.
 *
 * @param seconds  column of `reliedSeconds`
 */
export function nextLook(now: Date, seconds: SQL): SQL {
  const at = now.toISOString();
  // Whichever comes first; NULLs are left out.
  return sql`least(${at}::timestamptz + make_interval(secs => ${seconds}),
    case when badge.expires_at > ${at} then badge.expires_at + interval '1 second' end,
    case when badge.issued_at > ${at} then badge.issued_at + interval '1 second' end)`;
}
