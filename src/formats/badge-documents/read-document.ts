import { badgeFromBadgr } from '../badgr/map.ts';
import { BadgrAssertion } from '../badgr/schema.ts';
import { readClr } from '../clr/read.ts';
import { badgeFromCredly } from '../credly/map.ts';
import { CredlyBadge } from '../credly/schema.ts';
import { badgeFromElm } from '../elm/map.ts';
import { EuropassCredential } from '../elm/schema.ts';
import type { Issue, Place } from '../format.ts';
import { credentialIn, decodeJws } from '../jws.ts';
import { keyFault } from '../key-fault.ts';
import { invalid, unreadable } from '../open-badges/fault.ts';
import { locate } from '../open-badges/pointer.ts';
import { readOpenBadge2, readOpenBadge3 } from '../open-badges/read.ts';
import { unstorableIn } from '../open-badges/unstorable.ts';
import type { BadgeBundleRecord, BadgeRecord } from '../record.ts';
import { type DocumentKind, kindOf, sentenceOnKind } from './kind.ts';
import { missingParts } from './missing-parts.ts';

/** What one document holds. Every badge it names is a record here, or an issue of severity ERROR. */
export interface DocumentReading {
  readonly badges: readonly BadgeRecord[];
  readonly bundles: readonly BadgeBundleRecord[];
  readonly issues: readonly Issue[];
}

/** The largest real badges align to a few dozen skills; each alignment is a row, and an answer to anybody who may see it. */
const ALIGNMENTS_AT_MOST = 200;

/** A record of a whole life of learning has some hundreds of credentials. */
const INNER_AT_MOST = 2_000;

/**
 * Reads a document of any kind we know: one badge, or a bundle of many. A text is taken for a compact JWS. Nothing is
 * verified here.
 *
 * @param jws  the compact JWS the document came in, where the caller has unpacked it already
 */
export function readBadgeDocument(document: unknown, place: Place, jws?: string): DocumentReading {
  const unpacked = unpack(document, place, jws);
  if ('severity' in unpacked) return { badges: [], bundles: [], issues: [unpacked] };
  switch (kindOf(unpacked.document)) {
    case 'CLR':
      return readBundle(unpacked, place);
    case 'PRESENTATION':
      return readAll(credentialsOf(unpacked.document, place), place);
    default: {
      const badge = readOne(unpacked, place);
      if ('severity' in badge) return { badges: [], bundles: [], issues: [badge] };
      return { badges: [badge], bundles: [], issues: warningsOf(badge) };
    }
  }
}

/** A document that is one badge, or the issue that says why it is none and at which pointer. */
export function readBadge(document: unknown, place: Place, jws?: string): BadgeRecord | Issue {
  const unpacked = unpack(document, place, jws);
  return 'severity' in unpacked ? unpacked : readOne(unpacked, place);
}

interface Unpacked {
  readonly document: unknown;
  readonly jws?: string;
}

function unpack(document: unknown, place: Place, jws?: string): Unpacked | Issue {
  const decoded = typeof document === 'string' ? decodeJws(document) : null;
  const unpacked = decoded
    ? { document: credentialIn(decoded), jws: String(document).trim() }
    : { document, ...(jws !== undefined && { jws }) };
  const fault = unstorableIn(unpacked.document);
  return fault ? unreadable(place, fault.pointer, fault.message, fault.code) : unpacked;
}

type Parser = (document: unknown, place: Place) => BadgeRecord | Issue;

const PARSERS: Readonly<Partial<Record<DocumentKind, Parser>>> = {
  OPEN_BADGES_3: readOpenBadge3,
  OPEN_BADGES_2: readOpenBadge2,
  EUROPASS_ELM(document, place) {
    const parsed = EuropassCredential.safeParse(document);
    return parsed.success ? badgeFromElm(parsed.data, document, place) : invalid(parsed.error, document, place);
  },
  CREDLY(document, place) {
    const parsed = CredlyBadge.safeParse(document);
    return parsed.success ? badgeFromCredly(parsed.data, document, place) : invalid(parsed.error, document, place);
  },
  BADGR(document, place) {
    const parsed = BadgrAssertion.safeParse(document);
    return parsed.success ? badgeFromBadgr(parsed.data, document, place) : invalid(parsed.error, document, place);
  },
};

function readOne({ document, jws }: Unpacked, place: Place): BadgeRecord | Issue {
  const kind = kindOf(document);
  const parse = PARSERS[kind];
  if (!parse) return unreadable(place, '/type', sentenceOnKind(kind, document));
  const badge = parse(document, place);
  if ('severity' in badge) return badge;
  if (badge.alignments.length > ALIGNMENTS_AT_MOST) {
    const { length } = badge.alignments;
    const message = `it has ${length} alignments, ${ALIGNMENTS_AT_MOST} are read at most; name what it is about, not all it touches`;
    return unreadable(place, '', message);
  }
  const tooLong = keyFault(badge.key);
  if (tooLong !== null) return unreadable(place, '/id', `together with its issuer's, ${tooLong}`);
  return jws === undefined ? badge : { ...badge, jws };
}

/** What is in, and lacks a part that only its address names. */
function warningsOf({ raw, place }: BadgeRecord): Issue[] {
  return missingParts(raw).map(({ pointer, part, url }) => ({
    ...unreadable(place, pointer, `the ${part} is only an address; fetch ${url} and put it in its place`),
    severity: 'WARNING',
    code: 'BADGE_PART_MISSING',
  }));
}

function readBundle({ document, jws }: Unpacked, place: Place): DocumentReading {
  const issues: Issue[] = [];
  const clr = readClr(document, place, (issue) => issues.push(issue));
  if ('severity' in clr) return { badges: [], bundles: [], issues: [clr] };
  const inner = readAll(clr.inner, place);
  // A badge names its own recipient; whom the wrapper names is asked where nobody knows that one.
  const badges = inner.badges.map((badge) => ({ ...badge, recipients: [...badge.recipients, ...clr.recipients] }));
  const members = badges.map(({ issuerUri, uri }) => ({ issuerUri, uri }));
  const bundle = { ...clr.bundle, members, ...(jws !== undefined && { jws }) };
  return { badges, bundles: [bundle, ...inner.bundles], issues: [...issues, ...inner.issues] };
}

function readAll(
  documents: readonly { readonly stated: unknown; readonly place: Place }[],
  whole: Place,
): DocumentReading {
  if (documents.length > INNER_AT_MOST) {
    const message = `it holds ${documents.length} credentials, ${INNER_AT_MOST} are read at most; split it`;
    return { badges: [], bundles: [], issues: [unreadable(whole, '', message)] };
  }
  // An endorsement beside the badges speaks for them and is none itself.
  const read = documents
    .filter(({ stated }) => kindOf(stated) !== 'ENDORSEMENT')
    .map(({ stated, place }) => readBadgeDocument(stated, place));
  return {
    badges: read.flatMap(({ badges }) => badges),
    bundles: read.flatMap(({ bundles }) => bundles),
    issues: read.flatMap(({ issues }) => issues),
  };
}

/** Credentials of a Verifiable Presentation, a wrapper wallets hand over. Source: Verifiable Credentials 2.0, section 4.13. */
function credentialsOf(presentation: unknown, place: Place): { stated: unknown; place: Place }[] {
  const { verifiableCredential } = presentation as { readonly verifiableCredential?: unknown };
  return [verifiableCredential].flat().map((stated, index) => {
    const { pointer } = locate(presentation, ['verifiableCredential', index]);
    return { stated, place: { ...place, pointer: `${place.pointer ?? ''}${pointer}` } };
  });
}
