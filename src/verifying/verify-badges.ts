import { deriveAgain } from '../badges/index.ts';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { unpack, unpackDocument } from '../formats/index.ts';
import type { Resolve } from '../http/resolve.ts';
import { rematchFor } from '../jobs/index.ts';
import { type Verification, verifyBadge } from '../verification/index.ts';
import { type BadgeToVerify, findBadgesToVerify } from './find-badges-to-verify.ts';
import { recordVerdicts, type Verdict } from './record-verdicts.ts';
import { noteReliances } from './reliances.ts';

/**
 * Runs every check of stored badges as of a moment and stores what they found; then the evidence the badges give is derived
 * anew and jobs it may concern are matched again. Other hosts are asked outside of any transaction. A badge that was replaced
 * or erased meanwhile is left as it is: its own request will come, or nobody needs one.
 *
 * @returns how many verdicts were stored
 */
export async function verifyBadges(
  database: Database,
  ids: readonly BadgeId[],
  { resolve, now, signal }: { readonly resolve: Resolve; readonly now: Date; readonly signal?: AbortSignal },
): Promise<number> {
  const badges = await findBadgesToVerify(database.db, ids);
  const verdicts = await Promise.all(
    badges.map(async (badge): Promise<Verdict> => {
      signal?.throwIfAborted();
      const noted = noteReliances(resolve);
      const verification = await verifyStored(badge, noted.resolve, now);
      return { badge, verification, reliances: noted.reliances() };
    }),
  );
  return transaction(database.db, (tx) => storeVerdicts(tx, verdicts, now), { attempts: 3 });
}

/** What was handed in is what is verified: a document taken out of a signature or an image would have lost its proof. */
async function verifyStored(badge: BadgeToVerify, resolve: Resolve, now: Date): Promise<Verification> {
  const unpacked = badge.original === null ? null : await unpack(badge.original);
  // An original whose only word was an address: what it led to is the document.
  const stored =
    unpacked?.ok && unpacked.value.packaging !== 'ADDRESS' ? unpacked.value : unpackDocument(badge.document);
  return verifyBadge(stored, {
    ...{ asOf: now, resolve, recipients: badge.identities },
    knownIssuers: badge.knownIssuer === null ? new Map() : new Map([[badge.issuerUri, badge.knownIssuer]]),
  });
}

async function storeVerdicts(tx: Db, verdicts: readonly Verdict[], now: Date): Promise<number> {
  const stored = await recordVerdicts(tx, verdicts, now);
  await deriveAgain(
    tx,
    stored.map(({ badgeId }) => badgeId),
  );
  const learners = new Set(stored.filter(({ hasChanged }) => hasChanged).map(({ learnerId }) => learnerId));
  for (const learnerId of learners) await rematchFor(tx, learnerId);
  return stored.length;
}
