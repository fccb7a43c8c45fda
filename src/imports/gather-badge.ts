import {
  type Container,
  isObject,
  missingParts,
  type Packaging,
  readBadgeDocument,
  readBadgeFile,
  type Unpacked,
  unpack,
  withPart,
} from '../formats/index.ts';
import type { BadgeBundleRecord, BadgeRecord } from '../formats/record.ts';
import type { Resolve, Resolved } from '../http/resolve.ts';
import { fail, ok, type Result } from '../problem.ts';

/** A badge as it was handed in, and what it says, complete. */
export interface GatheredBadge {
  readonly stated: BadgeRecord;
  /** The bytes it came in; null where it came among others, when its document is all there is. */
  readonly original: {
    readonly packaging: Packaging;
    readonly container: Container;
    readonly bytes: Uint8Array;
  } | null;
}

/** All that was handed in at once. */
export interface Gathered {
  readonly badges: readonly GatheredBadge[];
  readonly bundles: readonly BadgeBundleRecord[];
}

/** Badges one hand-in may hold; more are an import of their own. */
const BADGES_AT_MOST = 200;
/** A class and its issuer, each of which may be an address. */
const PARTS_AT_MOST = 3;

type Refusal = 'BADGE_UNREADABLE' | 'SOURCE_UNREADABLE';

/**
 * Reads what a learner hands in: one badge in any packaging, a bundle, or a file of many. What a badge names only by address is
 * asked for and put where it belongs, so that it says all it can. Nothing is verified or stored here.
 *
 * @param field  the input field it came in, for problems
 */
export async function gatherBadges(
  bytes: Uint8Array,
  resolve: Resolve,
  field: string,
): Promise<Result<Gathered, Refusal>> {
  const unpacked = await unpack(bytes);
  if (!unpacked.ok) return gatherMany(bytes, unpacked, field);
  const { address, container } = unpacked.value;
  if (address === undefined) return gatherOne(unpacked.value, bytes, resolve, field);
  return gatherFrom(address, resolve, field, container === 'NONE' ? null : bytes);
}

/** Reads what an address answers, as `gatherBadges` reads what is handed in. */
export async function gatherFrom(
  url: string,
  resolve: Resolve,
  field: string,
  baked: Uint8Array | null = null,
): Promise<Result<Gathered, Refusal>> {
  // As it is now, and kept by nobody: it is a learner's.
  const answer = await resolve(url, { maxAgeSeconds: 0 });
  if (!answer.ok) return fail('SOURCE_UNREADABLE', answer.message, field);
  const unpacked = await unpack(answer.body);
  if (!unpacked.ok) return gatherMany(answer.body, unpacked, field);
  if (unpacked.value.address !== undefined) {
    return fail('BADGE_UNREADABLE', `${url} leads to another address and to no badge; give that of the badge`, field);
  }
  return gatherOne(unpacked.value, baked ?? answer.body, resolve, field);
}

async function gatherOne(
  unpacked: Unpacked,
  bytes: Uint8Array,
  resolve: Resolve,
  field: string,
): Promise<Result<Gathered, Refusal>> {
  const { packaging, container, jws } = unpacked;
  // A credential in a JWT leaves its id, issuer and dates to the claims around it.
  const isCredential = jws !== undefined && packaging !== 'OB2_SIGNED';
  const whole = isCredential ? jws : await withParts(unpacked.document, resolve);
  const { badges, bundles, issues } = readBadgeDocument(whole, { file: field, pointer: '' }, jws);
  const fault = issues.find(({ severity }) => severity === 'ERROR');
  if (fault && badges.length === 0) {
    return fail('BADGE_UNREADABLE', `${fault.place.pointer || 'the document'}: ${fault.message}`, field);
  }
  const isAlone = badges.length === 1 && bundles.length === 0;
  return ok({
    badges: badges.map((stated) => ({ stated, original: isAlone ? { packaging, container, bytes } : null })),
    bundles,
  });
}

/** The document with the class and issuer its host tells; as it is where the host does not answer with an object. */
async function withParts(document: unknown, resolve: Resolve): Promise<unknown> {
  let whole = document;
  for (let turn = 0; turn < PARTS_AT_MOST; turn += 1) {
    const [missing] = missingParts(whole);
    const part = missing && objectIn(await resolve(missing.url));
    if (!missing || !part) return whole;
    whole = withPart(whole, missing.pointer, part);
  }
  return whole;
}

function objectIn(answer: Resolved): object | null {
  if (!answer.ok) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(answer.body));
    return isObject(value) ? value : null;
  } catch {
    // Not JSON: the part stays an address, and reading the badge says so.
    return null;
  }
}

/** A list, a zip or a document a line; `alone` says why it is no single badge. */
async function gatherMany(
  bytes: Uint8Array,
  alone: Result<never, 'BADGE_UNREADABLE'>,
  field: string,
): Promise<Result<Gathered, Refusal>> {
  const { badges, bundles, issues } = await readBadgeFile(bytes, field, BADGES_AT_MOST + 1);
  if (badges.length > BADGES_AT_MOST) {
    const message = `it holds more than ${BADGES_AT_MOST} badges; hand in fewer at once`;
    return fail('BADGE_UNREADABLE', message, field);
  }
  if (badges.length > 0) return ok({ badges: badges.map((stated) => ({ stated, original: null })), bundles });
  const [fault] = issues;
  if (alone.ok || fault?.code === 'ARCHIVE_REFUSED') return fail('BADGE_UNREADABLE', fault?.message ?? '', field);
  return fail('BADGE_UNREADABLE', alone.problem.message, field);
}
