import { hkdfSync } from 'node:crypto';
import type { Secret } from '../config.ts';
import { open, seal } from '../seal.ts';
import type { KeyPair } from '../verification/index.ts';

/** Each key is sealed under one of its own, so that a sealed part put beside another public one opens nothing. HKDF, RFC 5869. */
function keyFor(secret: Secret, publicKeyMultibase: string): Uint8Array {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), publicKeyMultibase, 'tessera signing key', 32));
}

/** The private part of a key as it is stored. */
export function sealKey(secret: Secret, { publicKeyMultibase, secretKeyMultibase }: KeyPair): string {
  return seal(keyFor(secret, publicKeyMultibase), secretKeyMultibase);
}

/** The private part again; null where it was sealed under another secret. */
export function openKey(
  secret: Secret,
  { publicKeyMultibase, sealed }: { readonly publicKeyMultibase: string; readonly sealed: string },
): string | null {
  try {
    return open(keyFor(secret, publicKeyMultibase), sealed);
  } catch {
    return null;
  }
}
