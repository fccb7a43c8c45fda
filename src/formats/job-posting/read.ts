import { isObject } from '../badge-packaging/object.ts';
import { faultsOfEmpty } from '../faults-of-empty.ts';
import type { Format, InputFile, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { type JsonDocument, jsonDocuments } from '../json-documents.ts';
import { jsonMembers } from '../json-members.ts';
import { ObjectReader } from '../object-reader.ts';
import { reportAll } from '../postings/posting.ts';
import type { HubRecord, Place } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { jobFromPosting } from './map.ts';
import { scriptsOf } from './pages.ts';
import { inSchemaWords, isPlain, typesIn, vocabularyOf } from './schema-words.ts';

const WRAPPERS = ['@graph', 'data', 'items', 'results', 'records', 'jobs', 'postings', 'jobPostings'] as const;
const POSTING = /"(@type|type)"\s*:\s*(\[[^\]]{0,200})?"([\w-]+:|https?:\/\/(www\.)?schema\.org\/)?JobPosting"/u;
const PAGE = /^\s*(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|script|body)\b/iu;

/**
 * schema.org JobPosting in JSON-LD, whatever its context calls it: one, listed, in a graph, wrapped, a line each, or in the scripts
 * of web pages. What else stands in a graph or a page, such as the employer, is kept.
 */
export const jobPostingFormat: Format = {
  name: 'job-posting',
  label: 'schema.org JobPosting, JSON-LD or web pages that hold it',
  version: 1,

  async recognises(input) {
    for (const file of input.files) {
      const head = await headOf(file);
      if (POSTING.test(head)) return true;
      if (PAGE.test(head) && (await holdsPosting(file))) return true;
    }
    return false;
  },

  check: async (input) => faultsOfEmpty(input),

  complete: () => ['job', 'schema-thing'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of input.files) {
      const context = await contextOf(file);
      const things = new Map<string, unknown>();
      // A posting may name its employer by an address that stands elsewhere in the file.
      for await (const each of documentsOf(file, context, () => {})) remember(things, each);
      for await (const document of documentsOf(file, context, report)) {
        const record = recordOf(document, things, report);
        if (record) yield record;
      }
    }
  },
};

async function holdsPosting(file: InputFile): Promise<boolean> {
  for await (const { value } of scriptsOf(file, () => {})) if (POSTING.test(JSON.stringify(value))) return true;
  return false;
}

/** A thing of a file with the context its keys are read by. */
interface Thing extends JsonDocument {
  readonly context: unknown;
}

/** The context of a whole file, where one stands above its list of things. */
async function contextOf(file: InputFile): Promise<unknown> {
  if (PAGE.test(await headOf(file))) return undefined;
  for await (const { value } of jsonMembers(file, ['$.@context'], () => {})) return value;
  return undefined;
}

async function* documentsOf(file: InputFile, context: unknown, report: Report): AsyncGenerator<Thing> {
  const isPage = PAGE.test(await headOf(file));
  const documents = isPage ? scriptsOf(file, report) : jsonDocuments(file, WRAPPERS, report);
  for await (const document of documents) yield* thingsIn(document, context);
}

/** A document, or the members of its list or graph. */
function* thingsIn({ value, place }: JsonDocument, context: unknown): Generator<Thing> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* thingsIn({ value: each, place: below(place, index) }, context);
    return;
  }
  const own = isObject(value) ? (value['@context'] ?? context) : context;
  if (isObject(value) && Array.isArray(value['@graph'])) {
    yield* thingsIn({ value: value['@graph'], place: below(place, '@graph') }, own);
  } else yield { value, place, context: own };
}

function below(place: Place, part: string | number): Place {
  return { ...place, pointer: `${place.pointer ?? ''}/${part}` };
}

/** Keeps what other things may name by its address, but not postings, which nothing names. */
function remember(things: Map<string, unknown>, { value, context }: Thing): void {
  if (!isObject(value) || typeof value['@id'] !== 'string') return;
  const named = inSchemaWords(value, vocabularyOf(context));
  if (isObject(named) && !typesIn(named).includes('JobPosting')) things.set(value['@id'], named);
}

function recordOf(
  { value, place, context }: Thing,
  things: ReadonlyMap<string, unknown>,
  report: Report,
): HubRecord | null {
  if (!isObject(value)) {
    const message = 'it is nothing that schema.org describes; write an object';
    report({ severity: 'ERROR', code: 'FIELD_INVALID', place, message });
    return null;
  }
  // Alone, it says by itself what its keys mean.
  const raw = isPlain(context) || '@context' in value ? value : { '@context': context, ...value };
  const named = inSchemaWords(value, vocabularyOf(context));
  if (!isObject(named)) return null;
  if (!typesIn(named).includes('JobPosting')) {
    const key = String(
      named['@id'] ?? `${typesIn(named)[0] ?? 'thing'} ${place.file} ${place.pointer ?? place.line ?? ''}`,
    );
    return { type: 'kept', kind: 'schema-thing', key, raw, place };
  }
  const whole = { ...named, hiringOrganization: resolved(named.hiringOrganization, things) };
  const reader = new ObjectReader(whole, place, languageOf(context));
  const job = jobFromPosting(reader, raw);
  reportAll(reader, job, report);
  return job;
}

/** What an address alone stands for, where the file says so. */
function resolved(value: unknown, things: ReadonlyMap<string, unknown>): unknown {
  if (!isObject(value) || typeof value['@id'] !== 'string' || 'name' in value) return value;
  const found = things.get(value['@id']);
  return isObject(found) ? { ...found, ...value } : value;
}

function languageOf(context: unknown): string {
  const stated = [context].flat().map((part) => (isObject(part) ? part['@language'] : undefined));
  return stated.find((each): each is string => typeof each === 'string') ?? 'en';
}
