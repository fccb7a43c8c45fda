import type { z } from 'zod';
import type { Issue, IssueCode, Place } from '../format.ts';
import { locate } from './pointer.ts';

/** Why a document is no badge that can be kept, at its pointer. */
export function unreadable(
  place: Place,
  pointer: string,
  message: string,
  code: IssueCode = 'BADGE_UNREADABLE',
): Issue {
  return { severity: 'ERROR', code, place: { ...place, pointer: `${place.pointer ?? ''}${pointer}` }, message };
}

/** The first fault a schema found, only: one document is one record. */
export function invalid(error: z.ZodError, document: unknown, place: Place): Issue {
  const [first] = error.issues;
  if (!first) return unreadable(place, '', 'the document does not follow its format');
  const { pointer, value } = locate(document, first.path);
  const isMissingPart = first.code === 'custom' && first.params?.code === 'BADGE_PART_MISSING';
  return unreadable(
    place,
    pointer,
    sentenceOf(first, value),
    isMissingPart ? 'BADGE_PART_MISSING' : 'BADGE_UNREADABLE',
  );
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
