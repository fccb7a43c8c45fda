import { deriveAgain } from '../badges/index.ts';
import { type Database, type Db, transaction } from '../db/client.ts';
import type { BadgeId } from '../db/ids.ts';
import { unpack, unpackDocument } from '../formats/index.ts';
import type { Resolve } from '../http/resolve.ts';
import { rematchFor } from '../jobs/index.ts';
import type { verifyBadge } from '../verification/index.ts';
import { enqueueVerification } from './enqueue-verification.ts';
import { type BadgeToVerify, findBadgesToVerify } from './find-badges-to-verify.ts';
import { recordVerdicts, type Verdict } from './record-verdicts.ts';
import { noteReliances } from './reliances.ts';
import { withPatience } from './with-patience.ts';

/** What verifying stored badges stands on. */
export interface Verifying {
  readonly resolve: Resolve;
  /** Verifies one badge: in this thread, or in others (`createVerifierPool`). */
  readonly verify: typeof verifyBadge;
  /** The moment that is asked about. */
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/**
 * Runs every check of stored badges as of a moment and stores what they found; then the evidence the badges give is derived
 * anew and jobs it may concern are matched again. Other hosts are asked outside of any transaction. A badge that was replaced
 * or erased meanwhile is left as it is: its own request will come, or nobody needs one. One that cannot be verified for a fault
 * of ours is asked for again by itself, so that it takes no other with it.
 *
 * @returns how many verdicts were stored
 * @throws what the verification of a single badge throws
 */
export async function verifyBadges(database: Database, ids: readonly BadgeId[], terms: Verifying): Promise<number> {
  const badges = await findBadgesToVerify(database.db, ids);
  const settled = await Promise.allSettled(badges.map((badge) => verifyStored(badge, terms)));
  terms.signal?.throwIfAborted();
  const faults = settled.filter((each) => each.status === 'rejected');
  if (faults.length === 1 && badges.length === 1) throw faults[0]?.reason;
  const verdicts = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const alone = badges.filter((_, index) => settled[index]?.status === 'rejected').map(({ badgeId }) => [badgeId]);
  return transaction(
    database.db,
    async (tx) => {
      for (const each of alone) await enqueueVerification(tx, each);
      return storeVerdicts(tx, verdicts, terms.now);
    },
    { attempts: 3 },
  );
}

/** What was handed in is what is verified: a document taken out of a signature or an image would have lost its proof. */
async function verifyStored(badge: BadgeToVerify, { resolve, verify, now, signal }: Verifying): Promise<Verdict> {
  signal?.throwIfAborted();
  const noted = noteReliances(withPatience(resolve));
  const unpacked = badge.original === null ? null : await unpack(badge.original);
  // An original whose only word was an address: what it led to is the document.
  const stored =
    unpacked?.ok && unpacked.value.packaging !== 'ADDRESS' ? unpacked.value : unpackDocument(badge.document);
  const verification = await verify(stored, {
    ...{ asOf: now, resolve: noted.resolve, recipients: badge.identities },
    knownIssuers:
      badge.knownIssuer === null ? new Map() : new Map([[badge.issuerUri, `this hub, as ${badge.knownIssuer}`]]),
  });
  return { badge, verification, reliances: noted.reliances() };
}

async function storeVerdicts(tx: Db, verdicts: readonly Verdict[], now: Date): Promise<number> {
  const stored = await recordVerdicts(tx, verdicts, now);
  await deriveAgain(
    tx,
    stored.map(({ badgeId }) => badgeId),
  );
  const learners = new Set(stored.filter(({ hasChanged }) => hasChanged).map(({ learnerId }) => learnerId));
  await rematchFor(tx, ...learners);
  return stored.length;
}
