import { statedLeaves } from '../../jobs/requirement.ts';
import { isObject } from '../badge-packaging/object.ts';
import type { Exporter, ExportRecord } from '../export.ts';
import { graphText } from '../graph-text.ts';
import { given } from '../open-badges/given.ts';
import { type CategoryOut, categoriesOf, codesOf, languageOf, textOut, thingOut } from '../postings/out.ts';
import type { JobRecord } from '../record.ts';
import { inSchemaWords, vocabularyOf } from './schema-words.ts';

/**
 * Postings as one graph of schema.org. It has no word for required, preferred, a level or an alternative: what a posting asks for
 * is the list of its skills and credentials, no more.
 */
export const jobPostingExporter: Exporter = {
  name: 'job-posting',
  label: 'schema.org JobPosting, JSON-LD',
  writes: ['JOBS'],
  mediaType: 'application/ld+json',
  extension: 'jsonld',

  write: (records) => graphText('https://schema.org', nodesOf(records)),
};

async function* nodesOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<unknown> {
  for await (const { record, isOwn } of records) {
    if (record.type === 'job' && !isOwn) yield postingFrom(record);
    else if (isOwn && 'raw' in record && record.raw !== null)
      yield record.type === 'job' ? ownFrom(record) : record.raw;
  }
}

/**
 * A posting as it came. One that names its employer by an address that means something in its own file only, such as `#employer`,
 * names it whole here: two files may call two employers so.
 */
function ownFrom(job: JobRecord): unknown {
  const { raw } = job;
  if (!isObject(raw)) return raw;
  const vocabulary = vocabularyOf(raw['@context']);
  const name = Object.keys(raw).find((key) => Object.keys(inWords(key)).includes('hiringOrganization'));
  const stated = name === undefined ? undefined : raw[name];
  const isLocal = isObject(stated) && /^(#|_:)/u.test(String(stated['@id'])) && Object.keys(stated).length === 1;
  if (name === undefined || !isLocal) return raw;
  return { ...raw, [name]: { '@context': 'https://schema.org', ...employerFrom(job, languageOf(job)) } };

  function inWords(key: string): object {
    return inSchemaWords({ [key]: null }, vocabulary) as object;
  }
}

function postingFrom(job: JobRecord): object {
  const language = languageOf(job);
  const { positionId, employer, url, region, publishedAt, closesAt } = job;
  const text = (stated: JobRecord['title']) => valuesOf(textOut(stated, language));
  const categories = categoriesOf(job).map(categoryFrom);
  return {
    '@type': 'JobPosting',
    title: text(job.title),
    identifier: { '@type': 'PropertyValue', name: Object.values(employer.name)[0] ?? employer.uri, value: positionId },
    hiringOrganization: employerFrom(job, language),
    inLanguage: language,
    ...given('description', text(job.description)),
    ...given('url', url),
    ...given('jobLocation', region === undefined ? undefined : placeFrom(region)),
    ...(categories.length > 0 && { occupationalCategory: categories }),
    ...given('datePosted', publishedAt),
    ...given('validThrough', closesAt),
    ...thingsAsked(job),
  };
}

function employerFrom({ employer: { uri, name, url } }: JobRecord, language: string): object {
  const called = valuesOf(textOut(name, language));
  return { '@type': 'Organization', '@id': uri, ...given('name', called), ...given('url', url) };
}

function placeFrom(region: string): object {
  const codes = codesOf(region);
  if (!codes) return { '@type': 'Place', name: region };
  const address = { addressCountry: codes.country, addressRegion: codes.subdivision };
  return { '@type': 'Place', address: { '@type': 'PostalAddress', ...address } };
}

function categoryFrom({ words, form, isNoc }: CategoryOut): object {
  return {
    '@type': 'CategoryCode',
    ...{ ADDRESS: { '@id': words, name: words }, CODE: { codeValue: words }, NAME: { name: words } }[form],
    ...(isNoc && { inCodeSet: 'National Occupational Classification 2021' }),
  };
}

/** The skills and credentials of the whole tree, each once. */
function thingsAsked({ requirement }: JobRecord): object {
  const leaves = requirement ? statedLeaves(requirement) : [];
  const things = (type: string, words: readonly (string | null | undefined)[]) =>
    [...new Set(words.filter((each) => each != null))].map((each) => ({ '@type': type, ...thingOut(each) }));
  const skills = things(
    'DefinedTerm',
    leaves.map(({ skill }) => skill),
  );
  const qualifications = things(
    'EducationalOccupationalCredential',
    leaves.map(({ credential }) => credential),
  );
  return { ...(skills.length > 0 && { skills }), ...(qualifications.length > 0 && { qualifications }) };
}

/** Texts by language as JSON-LD values. */
function valuesOf(text: ReturnType<typeof textOut>) {
  if (text === undefined || typeof text === 'string') return text;
  return Object.entries(text).map(([tag, value]) => ({ '@language': tag, '@value': value }));
}
