import { Readable } from 'node:stream';
import type { Format, Input, InputFile, Issue } from '../format.ts';
import { looksLikeJws } from '../jws.ts';
import { unreadable } from '../open-badges/fault.ts';
import type { BadgeBundleRecord, BadgeRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { documentsIn, type FoundDocument } from './documents-in.ts';
import { sentenceOnKind } from './kind.ts';
import { awaitsParts, PartsInHand } from './parts-in-hand.ts';
import { documentOfPicture, looksLikePicture, namesBakedBadge } from './pictures.ts';
import { type DocumentReading, readBadgeDocument } from './read-document.ts';
import { filesInZip, looksLikeZip, refusal } from './zip.ts';

/** Most documents that wait for a class or an issuer to come later in the same delivery. */
const WAITING_AT_MOST = 10_000;

/** Badges of every kind of document we know, in files, folders and zips. Nothing is verified here. */
export const badgeDocumentsFormat: Format = {
  // Sources are registered under this name.
  name: 'open-badges',
  label:
    'Badges: Open Badges 2.0 and 3.0, CLR 2.0, Europass ELM, Credly, Badgr (JSON, NDJSON, JWS, baked PNG and SVG, zip)',
  version: 3,
  readsZips: true,

  async recognises(input) {
    for (const file of input.files) {
      if (isOfBadges(await headOf(file))) return true;
    }
    return false;
  },

  async check(input) {
    for (const file of input.files) {
      if (holdsDocuments(file.name, await headOf(file))) return [];
    }
    const message = 'holds no badge document; name a JSON, NDJSON, JWS or zip file, or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A delivery of badges is no statement that no others exist.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const parts = new PartsInHand();
    const waiting: FoundDocument[] = [];
    const unused: Issue[] = [];
    let count = 0;
    const readOne = function* ({ value, place, original }: FoundDocument): Generator<BadgeRecord | BadgeBundleRecord> {
      const reading = readBadgeDocument(parts.embedIn(value), place);
      reading.issues.forEach(report);
      count += reading.badges.length;
      // Badges first: a bundle names them, and what holds a bundle is no badge's own.
      for (const badge of reading.badges)
        yield original && reading.bundles.length === 0 ? { ...badge, original } : badge;
      yield* reading.bundles;
    };

    for await (const found of documentsOf(input, report)) {
      if (parts.take(found.value))
        unused.push(unreadable(found.place, '/type', sentenceOnKind('UNKNOWN', found.value)));
      else if (awaitsParts(parts.embedIn(found.value)) && waiting.length < WAITING_AT_MOST) waiting.push(found);
      else yield* readOne(found);
    }
    for (const found of waiting) yield* readOne(found);
    // Classes and issuers by themselves are no badges, which nobody needs to be told who handed in badges beside them.
    if (count === 0) unused.forEach(report);
  },
};

/**
 * What one file in memory holds, read no further than `atMost` badges.
 *
 * @param name  what issues call it
 */
export async function readBadgeFile(bytes: Uint8Array, name: string, atMost: number): Promise<DocumentReading> {
  const [badges, bundles, issues]: [BadgeRecord[], BadgeBundleRecord[], Issue[]] = [[], [], []];
  const file: InputFile = { name, bytes: () => Readable.from([bytes]) };
  for await (const record of badgeDocumentsFormat.read({ name, files: [file] }, (issue) => issues.push(issue))) {
    if (record.type === 'badge') badges.push(record);
    else if (record.type === 'badge-bundle') bundles.push(record);
    if (badges.length >= atMost) break;
  }
  return { badges, bundles, issues };
}

async function* documentsOf(input: Input, report: (issue: Issue) => void): AsyncGenerator<FoundDocument> {
  for (const file of input.files) {
    const head = await headOf(file);
    if (looksLikeZip(head)) yield* documentsOfZip(file, report);
    else if (looksLikePicture(head)) yield* documentOfPicture(file, report);
    else if (holdsDocuments(file.name, head)) yield* documentsIn(file, report);
  }
}

/** Documents of a zip; one that holds none, and nothing that an issue was told of, is an issue itself. */
async function* documentsOfZip(zip: InputFile, report: (issue: Issue) => void): AsyncGenerator<FoundDocument> {
  let isEmpty = true;
  const tell = (issue: Issue): void => {
    isEmpty = false;
    report(issue);
  };
  for await (const found of packedDocuments(zip, tell)) {
    isEmpty = false;
    yield found;
  }
  const message = 'holds no badge document; put JSON, NDJSON, JWS, PNG or SVG files of badges into it';
  if (isEmpty) report({ severity: 'ERROR', code: 'BADGE_UNREADABLE', place: { file: zip.name, pointer: '' }, message });
}

async function* packedDocuments(zip: InputFile, report: (issue: Issue) => void): AsyncGenerator<FoundDocument> {
  for await (const file of filesInZip(zip, report)) {
    try {
      const head = await headOf(file);
      // A zip inside a zip is how bombs are built; whoever means well unpacks it.
      if (looksLikeZip(head)) report(refusal({ file: file.name, pointer: '' }, 'is a zip inside a zip; unpack it'));
      else if (looksLikePicture(head)) yield* documentOfPicture(file, report);
      else if (holdsDocuments(file.name, head)) yield* documentsIn(file, report);
    } catch (error) {
      const message = `the file cannot be unpacked (${error instanceof Error ? error.message : error}); pack it again`;
      report(refusal({ file: file.name, pointer: '' }, message));
    }
  }
}

const HEAD = 65_536;

async function headOf(file: InputFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.bytes()) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD);
}

/** Whether a file is read at all: by its content, or by a name that says it is JSON, so that a broken one is told. */
function holdsDocuments(name: string, head: Uint8Array): boolean {
  if (looksLikeZip(head) || namesBakedBadge(head)) return true;
  if (/\.(json|jsonld|ndjson|jsonl|jwt|jws)$/iu.test(name)) return true;
  const text = textOf(head).trimStart();
  return /^[{[]/u.test(text) || isJws(text);
}

const BADGE =
  /"(OpenBadgeCredential|AchievementCredential|ClrCredential|EuropeanDigitalCredential|Assertion|BackpackAssertion)"|"badge_template"\s*:|data\.europa\.eu\/snb\/model\//u;
/** Signature of a file's header in a zip. Source: PKWARE APPNOTE 4.3.7, in which a name follows after 30 bytes. */
const ZIP_HEADER = 'PK\x03\x04';

function isOfBadges(head: Uint8Array): boolean {
  if (looksLikeZip(head))
    return packedNamesIn(head).some((name) => /\.(json|jsonld|ndjson|jsonl|jwt|jws)$/iu.test(name));
  const text = textOf(head);
  return namesBakedBadge(head) || BADGE.test(text) || isJws(text.trimStart());
}

function packedNamesIn(head: Uint8Array): string[] {
  const parts = Buffer.from(head).toString('latin1').split(ZIP_HEADER).slice(1);
  return parts.map((part) => part.slice(26, 26 + part.charCodeAt(22) + part.charCodeAt(23) * 256));
}

function isJws(text: string): boolean {
  // A long one goes on behind the head.
  const [first = ''] = text.split(/\s/u, 1);
  return looksLikeJws(first) || /^ey[\w-]+\.ey[\w-]{1000,}$/u.test(first);
}

function textOf(head: Uint8Array): string {
  const [one, two] = head;
  const encoding = one === 0xff && two === 0xfe ? 'utf-16le' : one === 0xfe && two === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
}
