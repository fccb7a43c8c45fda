import type { z } from 'zod';
import { asUtf8, LOOKS_LIKE_UTF16 } from '../as-utf8.ts';
import type { Format, Input, InputFile, Issue, Place } from '../format.ts';
import { keyFault } from '../key-fault.ts';
import type { BadgeRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { badgeFrom2, badgeFrom3 } from './map.ts';
import { locate } from './pointer.ts';
import { OpenBadge2, OpenBadge3 } from './schema.ts';
import { unstorableIn } from './unstorable.ts';

/** Largest document file that is read, in bytes: JSON must be whole to be parsed. */
const FILE_AT_MOST = 32 * 1024 * 1024;

/** Open Badges 2.0 assertions and 3.0 credentials as JSON: one document or an array of them a file. Nothing is verified here. */
export const openBadgesFormat: Format = {
  name: 'open-badges',
  label: 'Open Badges 2.0 and 3.0, JSON (1EdTech)',
  version: 2,

  async recognises(input) {
    for (const file of jsonFiles(input)) {
      for await (const chunk of asUtf8(file.bytes())) {
        const head = new TextDecoder().decode(chunk.slice(0, 65_536));
        if (/"(OpenBadgeCredential|AchievementCredential|Assertion)"/u.test(head)) return true;
        break;
      }
    }
    return false;
  },

  async check(input) {
    if (jsonFiles(input).length > 0) return [];
    const message = 'holds no .json file; name a badge document or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A folder of badges is a delivery, not a statement that no other badges exist.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of jsonFiles(input)) {
      const document = await parseFile(file);
      if ('severity' in document) {
        report(document);
        continue;
      }
      const list = Array.isArray(document.value) ? document.value : [document.value];
      for (const [index, value] of list.entries()) {
        const pointer = Array.isArray(document.value) ? `/${index}` : '';
        const badge = readBadge(value, { file: file.name, pointer });
        if ('severity' in badge) report(badge);
        else yield badge;
      }
    }
  },
};

/** The largest real badges align to a few dozen skills; each alignment is a row, and an answer to anybody who may see it. */
const ALIGNMENTS_AT_MOST = 200;

/** One parsed document as a badge that can be stored, or the issue that says why it is none and at which pointer. */
export function readBadge(document: unknown, place: Place): BadgeRecord | Issue {
  const fault = unstorableIn(document);
  if (fault) return unreadable(place, fault.pointer, fault.message, fault.code);
  const badge = parseBadge(document, place);
  if (!('severity' in badge) && badge.alignments.length > ALIGNMENTS_AT_MOST) {
    const { length } = badge.alignments;
    const message = `it has ${length} alignments, ${ALIGNMENTS_AT_MOST} are read at most; name what it is about, not all it touches`;
    return unreadable(place, '', message);
  }
  const tooLong = 'severity' in badge ? null : keyFault(badge.key);
  return tooLong === null ? badge : unreadable(place, '/id', `together with its issuer's, ${tooLong}`);
}

function parseBadge(document: unknown, place: Place): BadgeRecord | Issue {
  const types = typesOf(document);
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential')) {
    const parsed = OpenBadge3.safeParse(document);
    return parsed.success ? badgeFrom3(parsed.data, document, place) : invalid(parsed.error, document, place);
  }
  if (types.includes('Assertion')) {
    const parsed = OpenBadge2.safeParse(document);
    return parsed.success ? badgeFrom2(parsed.data, document, place) : invalid(parsed.error, document, place);
  }
  const stated = types.length > 0 ? `its type is ${types.join(', ')}` : 'it has no type';
  const expected = 'expected OpenBadgeCredential, AchievementCredential or Assertion';
  return unreadable(place, '/type', `this is no Open Badge: ${stated}; ${expected}`);
}

function typesOf(document: unknown): string[] {
  const type = typeof document === 'object' && document !== null && 'type' in document ? document.type : undefined;
  return [type].flat().filter((each) => typeof each === 'string');
}

/** The first fault only: one document is one record. */
function invalid(error: z.ZodError, document: unknown, place: Place): Issue {
  const [first] = error.issues;
  if (!first) return unreadable(place, '', 'the document does not follow Open Badges');
  const { pointer, value } = locate(document, first.path);
  return unreadable(place, pointer, sentenceOf(first, value));
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  object: 'an object',
};

function sentenceOf(fault: z.core.$ZodIssue, value: unknown): string {
  if (fault.code === 'custom') return fault.message;
  const name = String(fault.path.filter((part) => typeof part === 'string').at(-1) ?? 'the document');
  if (value === undefined) return `${name} is missing; add it`;
  if (value === null || (typeof value === 'string' && value.trim() === '')) return `${name} is empty; fill it in`;
  if (fault.code !== 'invalid_type') return `${name}: ${fault.message}`;
  if (Array.isArray(value) && fault.expected === 'object') {
    return `${name} holds ${value.length} entries and one is read; write a document for each`;
  }
  return `${name} is ${JSON.stringify(value).slice(0, 60)}; write ${EXPECTED[fault.expected] ?? fault.expected}`;
}

function unreadable(place: Place, pointer: string, message: string, code: Issue['code'] = 'BADGE_UNREADABLE'): Issue {
  return { severity: 'ERROR', code, place: { ...place, pointer: `${place.pointer ?? ''}${pointer}` }, message };
}

function jsonFiles(input: Input): InputFile[] {
  return input.files.filter(({ name }) => /\.(json|jsonld)$/iu.test(name));
}

async function parseFile(file: InputFile): Promise<{ value: unknown } | Issue> {
  const place: Place = { file: file.name, pointer: '' };
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of asUtf8(file.bytes())) {
    size += chunk.length;
    if (size > FILE_AT_MOST) {
      return { severity: 'ERROR', code: 'JSON_INVALID', place, message: 'the file is larger than 32 MB; split it' };
    }
    chunks.push(chunk);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    if (text.includes('\0')) return { severity: 'ERROR', code: 'ENCODING_INVALID', place, message: LOOKS_LIKE_UTF16 };
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) {
      // It may quote half of a surrogate pair.
      const message = `the file is not JSON (${error.message.toWellFormed()}); correct it and import it again`;
      return { severity: 'ERROR', code: 'JSON_INVALID', place, message };
    }
    return { severity: 'ERROR', code: 'ENCODING_INVALID', place, message: 'the file is not UTF-8; save it as UTF-8' };
  }
}
