import type { z } from 'zod';
import { asUtf8, LOOKS_LIKE_UTF16 } from '../as-utf8.ts';
import type { Format, Input, InputFile, Issue, Place } from '../format.ts';
import type { BadgeRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { badgeFrom2, badgeFrom3 } from './map.ts';
import { OpenBadge2, OpenBadge3 } from './schema.ts';

/** Largest document file that is read, in bytes: JSON must be whole to be parsed. */
const FILE_AT_MOST = 32 * 1024 * 1024;

/** Open Badges 2.0 assertions and 3.0 credentials as JSON: one document or an array of them a file. Nothing is verified here. */
export const openBadgesFormat: Format = {
  name: 'open-badges',
  label: 'Open Badges 2.0 and 3.0, JSON (1EdTech)',
  version: 1,

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

/** One parsed document as a badge, or the issue that says why it is none and at which pointer. */
export function readBadge(document: unknown, place: Place): BadgeRecord | Issue {
  const types = typesOf(document);
  if (types.includes('OpenBadgeCredential') || types.includes('AchievementCredential')) {
    const parsed = OpenBadge3.safeParse(document);
    return parsed.success ? badgeFrom3(parsed.data, document, place) : invalid(parsed.error, place);
  }
  if (types.includes('Assertion')) {
    const parsed = OpenBadge2.safeParse(document);
    if (!parsed.success) return invalid(parsed.error, place);
    const at = { ...place, pointer: `${place.pointer ?? ''}/badge` };
    const wayOut = 'badge is only an address; embed the BadgeClass, with its issuer, in the assertion';
    return badgeFrom2(parsed.data, document, place) ?? unreadable(at, wayOut);
  }
  const stated = types.length > 0 ? `its type is ${types.join(', ')}` : 'it has no type';
  return unreadable(
    { ...place, pointer: `${place.pointer ?? ''}/type` },
    `this is no Open Badge: ${stated}; expected OpenBadgeCredential, AchievementCredential or Assertion`,
  );
}

function typesOf(document: unknown): string[] {
  const type = typeof document === 'object' && document !== null && 'type' in document ? document.type : undefined;
  return [type].flat().filter((each) => typeof each === 'string');
}

function invalid(error: z.ZodError, place: Place): Issue {
  const [first] = error.issues;
  const path = first?.path.map((part) => `/${String(part)}`).join('') ?? '';
  const at = { ...place, pointer: `${place.pointer ?? ''}${path}` };
  return unreadable(at, first?.message ?? 'the document does not follow Open Badges');
}

function unreadable(place: Place, message: string): Issue {
  return { severity: 'ERROR', code: 'BADGE_UNREADABLE', place, message };
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
