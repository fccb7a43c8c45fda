// Ours beside verifiers of others on the same documents: `npm run bench:verification:cross-check [-- folder of vectors]`.
// Exits 1 where they disagree and nothing below says why.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataIntegrityProof } from '@digitalcredentials/data-integrity';
import { Ed25519Signature2020 } from '@digitalcredentials/ed25519-signature-2020';
import { cryptosuite } from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import * as theirs from '@digitalcredentials/vc';
import { verifyCredential as verifyJwt } from 'did-jwt-vc';
import { Resolver } from 'did-resolver';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import * as KeyResolver from 'key-did-resolver';
import { signBadges } from '../../dist/bench/verification/issuer.js';
import { unpack } from '../../dist/src/formats/index.js';
import { contextAt } from '../../dist/src/verification/contexts.js';
import { verifyBadge } from '../../dist/src/verification/index.js';
import { asMultikey } from '../../dist/src/verification/key.js';

const NOW = new Date();

/** Why the two differ where they do: ours looks at more. */
const EXPLAINED = {
  'complete.json':
    'whether it was revoked cannot be asked, since its list is of a host that is none; theirs does not look',
  'simple-multiple-proofs.json':
    'one proof is of a kind nobody knows; theirs is content with one that holds, ours says so of each',
};

/** The controller document of the key a proof names, as its issuer would publish it. */
async function publishedFor(document) {
  const pages = new Map();
  for (const { verificationMethod: method } of [document.proof ?? []].flat()) {
    const [base, fragment = base?.replace('did:key:', '')] = method?.split('#') ?? [];
    if (!fragment?.startsWith('z')) continue;
    const key = await asMultikey({ multibase: fragment }, method);
    if (!key) continue;
    const controller = {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: base,
      verificationMethod: [key],
      assertionMethod: [method],
    };
    pages.set(method, key);
    if (method !== base) pages.set(base, controller);
  }
  return pages;
}

async function oursOf(bytes, pages) {
  const unpacked = await unpack(bytes);
  if (!unpacked.ok) return { ok: false, why: unpacked.problem.message };
  const resolve = async (url) => {
    const did = /^https:\/\/(.*)\/did\.json$/u.exec(url)?.[1]?.replaceAll('/', ':');
    const page = pages.get(url) ?? pages.get(`did:web:${did}`);
    if (!page) return { ok: false, reason: 'UNREACHABLE', message: `${url} is not here` };
    return { ok: true, body: Buffer.from(JSON.stringify(page)), url, fetchedAt: NOW };
  };
  const { checks } = await verifyBadge(unpacked.value, { asOf: NOW, resolve });
  // Status lists are on hosts that are not here; theirs is told they are fine.
  const open = checks.filter(({ name, result }) => name !== 'REVOCATION' && result !== 'PASS' && result !== 'SKIPPED');
  return { ok: open.length === 0, why: open[0]?.reason ?? '' };
}

async function theirsOf(document, pages) {
  const documentLoader = async (documentUrl) => {
    const found = pages.get(documentUrl) ?? contextAt(documentUrl);
    if (!found) throw new Error(`no ${documentUrl}`);
    return { contextUrl: null, documentUrl, document: found };
  };
  try {
    const suite = [new DataIntegrityProof({ cryptosuite }), new Ed25519Signature2020()];
    const options = { credential: document, suite, documentLoader, checkStatus: async () => ({ verified: true }) };
    const { verified, error } = await theirs.verifyCredential(options);
    return { ok: verified, why: error?.errors?.[0]?.message ?? error?.message ?? '' };
  } catch (error) {
    return { ok: false, why: error.message };
  }
}

let [compared, unexplained] = [0, 0];
function compare(name, ours, other, verifier) {
  compared += 1;
  if (ours.ok === other.ok) return;
  const reason = EXPLAINED[name];
  if (!reason) unexplained += 1;
  const say = ({ ok, why }) => (ok ? 'valid' : `not valid (${why.slice(0, 160)})`);
  process.stdout.write(`${name}: ours ${say(ours)}; ${verifier} ${say(other)}\n  ${reason ?? 'UNEXPLAINED'}\n`);
}

// Vectors of 1EdTech.
const folder = process.argv[2] ?? join(import.meta.dirname, '../../../shared/data/credentials');
for (const kind of existsSync(folder) ? ['ob30', 'clr20', 'status'] : []) {
  for (const file of readdirSync(join(folder, kind)).filter((name) => name.endsWith('.json'))) {
    const bytes = readFileSync(join(folder, kind, file));
    const document = JSON.parse(bytes);
    const pages = await publishedFor(document);
    compare(file, await oursOf(bytes, pages), await theirsOf(document, pages), '@digitalcredentials/vc');
  }
}

// Our own, every tenth a forgery.
for (const [index, document] of (await signBadges(50)).badges.entries()) {
  const pages = await publishedFor(document);
  const bytes = Buffer.from(JSON.stringify(document));
  compare(`own badge ${index}`, await oursOf(bytes, pages), await theirsOf(document, pages), '@digitalcredentials/vc');
}

// Signed texts of a did:key issuer, as Verifiable Credentials 1.1 has them.
const resolver = new Resolver(KeyResolver.getResolver());
const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
const multibase = await asMultikey({ jwk: await exportJWK(publicKey) }, 'urn:key');
const issuer = `did:key:${multibase.publicKeyMultibase}`;
const seconds = Math.floor(NOW.getTime() / 1_000);
const credential = {
  '@context': ['https://www.w3.org/2018/credentials/v1', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  credentialSubject: {
    type: ['AchievementSubject'],
    achievement: {
      id: 'urn:a',
      type: ['Achievement'],
      name: 'SQL',
      description: 'Asks data.',
      criteria: { narrative: 'x' },
    },
  },
};
const sign = (claims, header = {}) =>
  new CompactSign(
    Buffer.from(
      JSON.stringify({
        iss: issuer,
        sub: 'did:example:learner',
        jti: 'urn:1',
        nbf: seconds - 1_000,
        vc: credential,
        ...claims,
      }),
    ),
  )
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: `${issuer}#${multibase.publicKeyMultibase}`, ...header })
    .sign(privateKey);
const good = await sign({});
const [header, payload, signature] = good.split('.');
const signed = {
  'a good JWT': good,
  'an expired JWT': await sign({ exp: seconds - 10_000 }),
  'a JWT from the future': await sign({ nbf: seconds + 10_000 }),
  'a changed JWT': `${header}.${Buffer.from(Buffer.from(payload, 'base64url').toString().replace('SQL', 'PhD')).toString('base64url')}.${signature}`,
  'a JWT without a signature': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
  'a JWT in the name of another': await sign({ iss: 'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' }),
};
for (const [name, jwt] of Object.entries(signed)) {
  const other = await verifyJwt(jwt, resolver).then(
    ({ verified }) => ({ ok: verified, why: '' }),
    (error) => ({ ok: false, why: error.message }),
  );
  compare(name, await oursOf(Buffer.from(jwt), new Map()), other, 'did-jwt-vc');
}

process.stdout.write(`${compared} documents compared, ${unexplained} disagreements unexplained\n`);
process.exitCode = unexplained === 0 ? 0 : 1;
