import { randomUUID } from 'node:crypto';
import type { SigningSettings } from '../config.ts';
import type { Db } from '../db/client.ts';
import { findSigner } from '../signing/index.ts';
import { signInThread } from '../verification/index.ts';
import { type BundledBadge, clrOf, type LeftOutBadge } from './clr.ts';
import type { LearnerData } from './find-learner-data.ts';

/** The hub as the maker of an export. */
export interface Exporter {
  readonly publicUrl: string;
  readonly now: Date;
  /** What the record is signed with, where it is. */
  readonly signing: SigningSettings;
}

/** Which key signed a record, as a DID URL; or none, and why. */
export type Signature = { readonly signedWith: string } | { readonly signedWith: null; readonly why: string };

/** A learner's record, and what there is to say of it. */
export interface LearnerRecord {
  readonly clr: object;
  readonly leftOut: readonly LeftOutBadge[];
  readonly signature: Signature;
}

/**
 * A learner's badges as one record, signed by the hub where it can: its issuer is then the hub's DID, else its address. A record
 * that cannot be signed is handed out all the same, since what is in it is the learner's.
 */
export async function makeRecord(
  db: Db,
  data: LearnerData,
  { publicUrl, now, signing }: Exporter,
): Promise<LearnerRecord> {
  const id = `urn:uuid:${randomUUID()}`;
  const issuedBy = (issuerId: string) => {
    const badges = (data.badge ?? []) as unknown as BundledBadge[];
    const identities = (data.learner_identity ?? []) as unknown as { type: string; value: string }[];
    const learner = { name: String(data.learner?.[0]?.display_name ?? ''), identities };
    return clrOf(badges, { issuer: { id: issuerId, name: 'Tessera' }, learner }, { id, now });
  };
  const unsigned = (why: string) => ({ ...issuedBy(publicUrl), signature: { signedWith: null, why } });

  const signer = await findSigner(db, signing);
  if ('why' in signer) return unsigned(signer.why);
  const { clr, leftOut } = issuedBy(signer.did);
  if (leftOut.length === (data.badge ?? []).length)
    return unsigned('there is no badge in it, and an empty record is none');
  const made = await signInThread({ document: clr, packaging: 'CLR2_JSON', key: signer.key, now });
  if ('why' in made) return unsigned(made.why);
  return { clr: made.signed, leftOut, signature: { signedWith: signer.key.method } };
}
