import type { LocalizedText } from '../../db/localized-text.ts';
import type { StatedRequirement } from '../../jobs/requirement.ts';
import type { Report } from '../format.ts';
import { textFromHtml } from '../html-text.ts';
import { keyFault } from '../key-fault.ts';
import type { ObjectReader } from '../object-reader.ts';
import { given } from '../open-badges/given.ts';
import type { JobRecord } from '../record.ts';

/** What a format found of a posting; what is undefined is not stated. */
export interface FoundPosting {
  readonly employer: JobRecord['employer'] | null;
  readonly positionId: string | undefined;
  readonly title: LocalizedText;
  readonly description: LocalizedText;
  readonly url: string | undefined;
  readonly region: string | undefined;
  readonly occupation: string | undefined;
  readonly noc2021: string | undefined;
  readonly publishedAt: string | undefined;
  readonly closesAt: string | undefined;
  readonly isClosed?: boolean;
  /** All needed, in their order. */
  readonly parts: readonly StatedRequirement[];
}

const POSITION_ID_AT_MOST = 200;

/**
 * The record of a posting, or null with its faults noted: one without employer, title or an id of the position cannot be told from
 * others.
 */
export function jobRecordFrom(reader: ObjectReader, found: FoundPosting, raw: unknown = reader.raw): JobRecord | null {
  const { employer, positionId, title, description, parts } = found;
  if (employer === null) return null;
  if (Object.keys(title).length === 0)
    return reader.refuse('/title', 'FIELD_MISSING', 'the posting has no title; state one');
  if (positionId === undefined) {
    const message = 'the posting has no id of its position, and no address; state one';
    return reader.refuse('', 'FIELD_MISSING', message);
  }
  const key = `${employer.uri} ${positionId}`;
  const fault = keyFault(key) ?? (positionId.length > POSITION_ID_AT_MOST ? TOO_LONG : null);
  if (fault !== null) return reader.refuse('', 'FIELD_INVALID', fault);
  return {
    ...{ type: 'job', kind: 'job', key, raw, place: reader.place, employer, positionId },
    title: plainTexts(title),
    description: plainTexts(description),
    ...given('url', found.url),
    ...given('region', found.region),
    ...given('occupation', found.occupation),
    ...given('noc2021', found.noc2021),
    ...given('publishedAt', found.publishedAt),
    ...given('closesAt', found.closesAt),
    ...(found.isClosed && { isClosed: true }),
    ...(parts.length > 0 && { requirement: { all: parts } }),
  };
}

const TOO_LONG = `the id of the position is longer than ${POSITION_ID_AT_MOST} characters; shorten it`;

function plainTexts(texts: LocalizedText): LocalizedText {
  return Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, textFromHtml(text)]));
}

/** Hands on what a reader noted about the record; its first error stands for it, since a posting is one record. */
export function reportAll(reader: ObjectReader, job: JobRecord | null, report: Report): void {
  const record = job === null ? {} : { record: { kind: job.kind, key: job.key } };
  for (const issue of reader.issues) {
    report({ ...issue, ...record });
    if (issue.severity === 'ERROR') break;
  }
}

/** A leaf in its author's words; null, with a doubt noted, where they are too many to look up. */
export function leafOf(
  reader: ObjectReader,
  form: 'skill' | 'credential',
  words: string | undefined,
  stated: Omit<StatedRequirement, 'skill' | 'credential'> = {},
): StatedRequirement | null {
  if (words === undefined) {
    reader.doubt('', 'it has no name; state one', reader.raw);
    return null;
  }
  const fault = keyFault(words);
  if (fault === null) return { [form]: words, ...stated };
  reader.doubt('', fault, words);
  return null;
}
