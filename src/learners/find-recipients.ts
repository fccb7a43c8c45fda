import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';

/** Whom a badge says it was awarded to, plain or hashed. Source: Open Badges 2.0 `IdentityObject`. */
export interface Recipient {
  readonly type: string;
  readonly identity: string;
  readonly hashed: boolean;
  readonly salt?: string;
}

/**
 * The learner each list of recipients names, by an identity known here; absent where none is. Hashed identities are
 * compared with the hash of every known one, which is why they are asked for in one go.
 */
export async function findRecipients(
  db: Db,
  recipients: readonly (readonly Recipient[])[],
): Promise<(LearnerId | undefined)[]> {
  const plain = recipients.flatMap((each) => each.filter(({ hashed }) => !hashed));
  const rows = await query<{ value: string; learnerId: string }>(
    db,
    sql`select lower(identity.value) as value, learner_id as "learnerId" from learner_identity identity
        where lower(identity.value) in (
          select lower(value) from ${rowsOf(
            plain.map(({ identity }) => ({ value: identity })),
            'value text',
          )} as input)`,
  );
  const byValue = new Map(rows.map(({ value, learnerId }) => [value, Number(learnerId) as LearnerId]));
  const hashed = recipients.some((each) => each.some((one) => one.hashed)) ? await findAllIdentities(db) : [];

  return recipients.map((each) => {
    for (const recipient of each) {
      const learnerId = recipient.hashed
        ? hashed.find(({ value }) => isHashOf(recipient, value))?.learnerId
        : byValue.get(recipient.identity.toLowerCase());
      if (learnerId !== undefined) return learnerId;
    }
    return undefined;
  });
}

/** Whether a hashed identity is that of `value`. Source: Open Badges 2.0, `sha256$` or `md5$` and hex of value plus salt. */
export function isHashOf({ identity, salt }: Recipient, value: string): boolean {
  const [algorithm, digest] = identity.split('$');
  if (digest === undefined || (algorithm !== 'sha256' && algorithm !== 'md5')) return false;
  return (
    createHash(algorithm)
      .update(`${value}${salt ?? ''}`)
      .digest('hex') === digest.toLowerCase()
  );
}

async function findAllIdentities(db: Db): Promise<{ value: string; learnerId: LearnerId }[]> {
  const rows = await query<{ value: string; learnerId: string }>(
    db,
    sql`select value, learner_id as "learnerId" from learner_identity where type in ('email', 'url', 'telephone')`,
  );
  return rows.map(({ value, learnerId }) => ({ value, learnerId: Number(learnerId) as LearnerId }));
}
