/** A badge and its document, for a bundle. */
export interface BundledBadge {
  readonly uri: string;
  readonly name: string;
  readonly format: string;
  readonly document: unknown;
  /** The signed text it came in; null where its proof, if any, is in the document. */
  readonly jws: string | null;
}

/** A badge a bundle cannot hold, and why. */
export interface LeftOutBadge {
  readonly uri: string;
  readonly name: string;
  readonly reason: string;
}

/** Whom a bundle is about and who makes it. */
export interface ClrParties {
  readonly issuer: { readonly id: string; readonly name: string };
  readonly learner: {
    readonly name: string;
    readonly identities: readonly { readonly type: string; readonly value: string }[];
  };
}

const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];

/** Identifier types of the standard for ours; what it does not name is an extension. Source: CLR 2.0, IdentifierTypeEnum. */
const IDENTITY_TYPES: Readonly<Record<string, string>> = { email: 'emailAddress' };

/**
 * A learner's badges as one Comprehensive Learner Record, without a proof yet: each badge inside as it was received, with its own proof.
 * It says that it is partial where a badge is left out. Source: CLR 2.0, ClrCredential and ClrSubject.
 */
export function clrOf(
  badges: readonly BundledBadge[],
  { issuer, learner }: ClrParties,
  { id, now }: { readonly id: string; readonly now: Date },
): { readonly clr: Readonly<Record<string, unknown>>; readonly leftOut: readonly LeftOutBadge[] } {
  const inner = badges.filter(isBundled);
  const leftOut = badges
    .filter((badge) => !isBundled(badge))
    .map(({ uri, name, format }) => ({ uri, name, reason: reasonOf(format) }));
  const did = learner.identities.find(({ value }) => value.startsWith('did:'));
  const identifier = learner.identities.map(({ type, value }) => ({
    ...{ type: 'IdentityObject', hashed: false, identityHash: value },
    identityType: IDENTITY_TYPES[type] ?? `ext:${type}`,
  }));
  const clr = {
    '@context': CONTEXTS,
    id,
    type: ['VerifiableCredential', 'ClrCredential'],
    issuer: { ...issuer, type: ['Profile'] },
    validFrom: now.toISOString(),
    name: `Learner record of ${learner.name}`,
    partial: leftOut.length > 0,
    credentialSubject: {
      ...(did && { id: did.value }),
      type: ['ClrSubject'],
      ...(identifier.length > 0 && { identifier }),
      verifiableCredential: inner.map(({ document, jws }) => jws ?? document),
    },
  };
  return { clr, leftOut };
}

function isBundled({ format, document }: BundledBadge): boolean {
  return format === 'OPEN_BADGES_3' && typeof document === 'object' && document !== null;
}

function reasonOf(format: string): string {
  return format === 'OPEN_BADGES_2'
    ? 'Open Badges 2.0: no Verifiable Credential, which is all a CLR 2.0 may hold; it is in badges/ as received'
    : 'its document is no JSON object, which is all this bundle may hold; it is in badges/ as received';
}
