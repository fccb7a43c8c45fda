import { desc, isNull } from 'drizzle-orm';
import { SETTINGS, type SigningSettings } from '../config.ts';
import { asSystem } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { SigningKey } from '../verification/index.ts';
import { didOf, methodOf, type PublishedKey } from './did.ts';
import { openKey } from './seal-key.ts';
import { signingKey } from './tables.ts';

/** The hub as one that signs: its DID and its live key; or why it signs nothing, in a sentence with the way out. */
export type Signer = { readonly did: string; readonly key: SigningKey } | { readonly why: string };

const ROTATE = 'run npx tessera keys rotate';

/** Every key the hub signs with or once did, newest first, without the private parts. */
export function findSigningKeys(db: Db): Promise<PublishedKey[]> {
  const { id, publicKeyMultibase, createdAt, retiredAt } = signingKey;
  return asSystem(db, (tx) =>
    tx.select({ id, publicKeyMultibase, createdAt, retiredAt }).from(signingKey).orderBy(desc(id)),
  );
}

/** The live key, opened for one signature. */
export async function findSigner(db: Db, settings: SigningSettings): Promise<Signer> {
  const { name } = SETTINGS.signingSecret;
  if (settings.signingSecret === undefined) return { why: `this hub signs nothing; set ${name} and ${ROTATE}` };
  const identity = didOf(settings);
  if ('why' in identity) return identity;
  const [row] = await asSystem(db, (tx) => tx.select().from(signingKey).where(isNull(signingKey.retiredAt)));
  if (!row?.sealed) return { why: `this hub has no key to sign with yet; ${ROTATE}` };
  const { publicKeyMultibase } = row;
  const secretKeyMultibase = openKey(settings.signingSecret, { publicKeyMultibase, sealed: row.sealed });
  if (secretKeyMultibase === null) {
    return { why: `the key to sign with was sealed under another ${name}; set that one, or ${ROTATE} for a new key` };
  }
  const method = methodOf(identity.did, row);
  return { did: identity.did, key: { method, publicKeyMultibase, secretKeyMultibase } };
}
