import { isDeepStrictEqual } from 'node:util';
import { compactVerify, importJWK, type JWK } from 'jose';
import { isObject, readJws } from '../formats/index.ts';
import { type Finding, failed, pass, unknown } from './check.ts';
import { checkIssuer } from './check-issuer.ts';
import type { ProofFindings } from './check-proof.ts';
import { type Document, idOf, listOf, quoted } from './document.ts';
import { addressOf, type FoundKey, findKey } from './find-key.ts';
import { asJwk, keyIn } from './key.ts';
import { dateFrom } from './moment.ts';
import type { Ask } from './resolve.ts';

/** Signatures by a key pair alone: with `none` or a shared secret anybody could sign. Source: RFC 8725, 3.1 and 3.2. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** A credential that came as VC-JWT: signature, claims and whose key it is. Source: Open Badges 3.0, 8.2. */
export async function checkJws(jws: string, document: Document, ask: Ask): Promise<ProofFindings> {
  const read = readJws(jws);
  if ('fault' in read) return { proof: [failed(read.fault)], issuer: [] };
  const { header, payload } = read;
  const fault = headerFault(header);
  if (fault !== null)
    return { proof: [failed(fault)], issuer: [unknown('Without a proof that holds nobody can tell who issued this.')] };
  const named = await keyNamed(header, document, ask);
  if (!named) {
    const reason =
      'Its header names no key (kid or jwk), so the signature cannot be checked; ask the issuer for it anew.';
    return { proof: [unknown(reason)], issuer: [unknown('Without a key nobody can tell who issued this.')] };
  }
  const { method, found } = named;
  const issuer = [checkIssuer(document, method, found)];
  const jwk = found.key && (await asJwk(found.key));
  if (!jwk) {
    const finding = found.standing === 'STATED' ? unknown : failed;
    return { proof: [finding(`${found.reason} Without the key the signature cannot be checked.`)], issuer };
  }
  const signature = await checkSignature(jws, jwk);
  const claims = claimFault(payload, document);
  return { proof: [signature.result === 'PASS' && claims !== null ? failed(claims) : signature], issuer };
}

/** What is wrong with a header before any key is asked for; null when nothing is. */
export function headerFault(header: Document): string | null {
  if (typeof header.alg === 'string' && ALGORITHMS.includes(header.alg)) return null;
  return `The signature's algorithm is ${quoted(header.alg)}; only signatures by a key pair count, such as RS256 or EdDSA.`;
}

/** Whether a compact JWS was signed by a key. */
export async function checkSignature(jws: string, jwk: JWK): Promise<Finding> {
  const alg = String(headerOf(jws).alg);
  try {
    const key = await importJWK({ ...jwk }, alg);
    await compactVerify(jws, key, { algorithms: ALGORITHMS });
    return pass(`The signature (${alg}) is right.`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED') {
      return failed(
        `The signature (${alg}) is wrong: the badge was changed after it was signed, or with another key; ask the issuer for it anew.`,
      );
    }
    const kind = [jwk.kty, jwk.crv].filter(Boolean).join(' ');
    const reason = error instanceof Error ? error.message : '';
    return failed(`The signature (${alg}) cannot be checked with the issuer's key (${kind}): ${quoted(reason)}.`);
  }
}

/** The header of a compact JWS, empty when it has none that can be read. */
export function headerOf(jws: string): Document {
  const read = readJws(jws);
  return 'fault' in read ? {} : read.header;
}

/** The key a header names, and the name to compare with the issuer. */
async function keyNamed(
  header: Document,
  document: Document,
  ask: Ask,
): Promise<{ method: string; found: FoundKey } | null> {
  const issuer = idOf(document.issuer) ?? '';
  const { kid, jwk } = header;
  if (isObject(jwk)) return { method: issuer, found: await findOwner(jwk, issuer, ask) };
  if (typeof kid !== 'string')
    return issuer.startsWith('did:key:') ? { method: issuer, found: await findKey(issuer, ask) } : null;
  const method = /^(did:|https?:)/iu.test(kid) ? kid : `${issuer}${kid.startsWith('#') ? '' : '#'}${kid}`;
  return { method, found: await findKey(method, ask) };
}

/** Whose a key is that the header brings along: the issuer's when the issuer publishes the same. */
async function findOwner(jwk: Document, issuer: string, ask: Ask): Promise<FoundKey> {
  const key = keyIn(jwk);
  const base = issuer.replace(/#.*$/u, '');
  const stated: FoundKey = { key, standing: 'STATED', controller: null, reason: '' };
  if (!key)
    return {
      ...stated,
      standing: 'CONTRADICTED',
      reason: 'The key in the header (jwk) is of a kind that is not known here.',
    };
  const mine = await asJwk(key);
  const isSame = async (other: unknown) => {
    const theirs = keyIn(other);
    const jwk = theirs && (await asJwk(theirs));
    return jwk !== null && mine !== null && isDeepStrictEqual(jwk, mine);
  };
  if (base.startsWith('did:key:')) {
    const own = await isSame({ publicKeyMultibase: base.slice('did:key:'.length) });
    const reason = own
      ? `The key is ${base} itself.`
      : `The key in the header is not ${base}, who is named as the issuer.`;
    return { ...stated, standing: own ? 'CONFIRMED' : 'CONTRADICTED', controller: issuer, reason };
  }
  const address = addressOf(base);
  const answer = address === null ? null : await ask(address);
  if (!answer?.ok || !answer.document || answer.document.id !== base) {
    const why = answer && !answer.ok ? answer.message : 'it publishes no document of its own';
    return {
      ...stated,
      reason: `The key came with the badge, and ${quoted(base)} could not be asked whether it is its own (${why}).`,
    };
  }
  const listed = [...listOf(answer.document.assertionMethod), ...listOf(answer.document.verificationMethod)];
  for (const each of [...listed, ...listOf(answer.document.publicKey)]) {
    if (await isSame(each))
      return { ...stated, standing: 'CONFIRMED', controller: issuer, reason: `${quoted(base)} publishes the key.` };
  }
  const reason = `The key came with the badge, and ${quoted(base)} ${listed.length > 0 ? 'lists other keys' : 'lists no keys'}.`;
  return { ...stated, standing: listed.length > 0 ? 'CONTRADICTED' : 'STATED', reason };
}

/** Registered claims repeat what the credential says; where they differ, nobody knows which holds. Source: Open Badges 3.0, 8.2.1. */
function claimFault(payload: Document, document: Document): string | null {
  const subject = listOf(document.credentialSubject)[0];
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['iss', payload.iss, idOf(document.issuer)],
    ['jti', payload.jti, document.id],
    ['sub', payload.sub, idOf(subject)],
    ['nbf', payload.nbf, secondsOf(document.validFrom ?? document.issuanceDate)],
    ['exp', payload.exp, secondsOf(document.validUntil ?? document.expirationDate)],
  ];
  const differing = pairs.find(
    ([, claim, stated]) => claim !== undefined && (stated ?? undefined) !== undefined && claim !== stated,
  );
  if (differing) {
    const [name, claim, stated] = differing;
    return `Its claim ${name} is ${quoted(claim)}, but the credential says ${quoted(stated)}; ask the issuer for it anew.`;
  }
  return null;
}

function secondsOf(moment: unknown): number | null {
  const date = dateFrom(moment);
  return date && Math.floor(date.getTime() / 1000);
}
