import { isIP } from 'node:net';
import { SETTINGS, type SigningSettings } from '../config.ts';

/** The public part of a key and the moments it was live between, as it is published; `retiredAt` null while it is. */
export interface PublishedKey {
  readonly id: number;
  readonly publicKeyMultibase: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** Who the hub is to those who check what it signed, or why it is nobody, in a sentence. */
export type Identity = { readonly did: string } | { readonly why: string };

/**
 * The DID of a hub at a public address: its host, a port as `%3A`, and the parts of its path. Source: did:web, Method-specific
 * identifier (a domain name, no IP address; read over TLS).
 */
export function didOf({ publicUrl }: SigningSettings): Identity {
  const name = SETTINGS.publicUrl.name;
  if (publicUrl === undefined) return { why: `this hub has no public address, which its DID is made of; set ${name}` };
  const { protocol, hostname, host, pathname } = new URL(publicUrl);
  if (protocol !== 'https:' || isIP(hostname.replace(/^\[|\]$/gu, '')) !== 0) {
    return { why: `a DID is read over https from a host with a name, which ${name} is not: ${publicUrl}` };
  }
  const path = pathname.split('/').filter((part) => part !== '');
  return { did: ['did', 'web', host, ...path].map((part, at) => (at < 2 ? part : escaped(part))).join(':') };
}

/** `:` parts a DID, so one within a part is percent-encoded; a path is encoded already. */
const escaped = (part: string): string => part.replaceAll(':', '%3A');

/** The name a proof gives a key. */
export function methodOf(did: string, { publicKeyMultibase }: Pick<PublishedKey, 'publicKeyMultibase'>): string {
  return `${did}#${publicKeyMultibase}`;
}

/**
 * The document behind a DID: every key there was, and each of them for issuing. A DID document of did:web says how it is now and
 * not how it was, so what a retired key signed would look forged without it there; nothing more is signed with it, since its
 * private part is gone. Source: Decentralized Identifiers 1.0, 5; Controlled Identifiers 1.0, 2.2.2.
 */
export function didDocument(did: string, keys: readonly PublishedKey[]): object {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: keys.map((key) => ({
      ...{ id: methodOf(did, key), type: 'Multikey', controller: did },
      publicKeyMultibase: key.publicKeyMultibase,
    })),
    assertionMethod: keys.map((key) => methodOf(did, key)),
  };
}
