import { isObject } from '../badge-packaging/object.ts';
import type { ObjectReader } from '../object-reader.ts';
import { employerFrom } from '../postings/employer.ts';
import { jobRecordFrom } from '../postings/posting.ts';
import { regionFrom } from '../postings/region.ts';
import { wordsOf } from '../postings/terms.ts';
import type { JobRecord } from '../record.ts';
import { partsFrom } from './requirement.ts';

/** The job of a JobSchema+ JobPosting or JobDescription; null, with its faults noted, where it cannot be told from others. */
export function jobFromJdx(stated: ObjectReader, raw: unknown = stated.raw): JobRecord | null {
  const job = stated.in(languageOf(stated));
  const occupation = occupationOf(job);
  return jobRecordFrom(
    job,
    {
      employer: employerFrom(job, 'hiringOrganization', 'employmentUnit', 'postingRequestor'),
      positionId: job.text('positionID', 'postingID') ?? identifierOf(job) ?? job.text('@id', 'url'),
      title: job.localized('title', 'name'),
      description: job.paragraphs('descriptions', 'description', 'formattedDescriptions', 'formattedDescription'),
      url: addressOf(job),
      region: regionFrom(job, 'jobLocation'),
      occupation: occupation?.words,
      noc2021: occupation?.noc2021,
      publishedAt: job.moment('datePosted', 'validFrom'),
      closesAt: job.moment('validThrough'),
      parts: partsFrom(job),
    },
    raw,
  );
}

/** `inLanguage` is a tag, or an object that names one (HR Open LocalizationInclusion). */
function languageOf(job: ObjectReader): string {
  const [item] = job.items('inLanguage');
  const stated = isObject(item?.value) ? (item.value.language ?? item.value.code) : item?.value;
  return typeof stated === 'string' && stated.trim() !== '' ? stated.trim() : job.language;
}

/** `identifiers` hold ids of any kind; an id of a position is what they are asked for only where nothing else names it. */
function identifierOf(job: ObjectReader): string | undefined {
  const [item] = ['identifiers', 'identifier'].flatMap((name) => job.items(name));
  const stated = isObject(item?.value) ? item.value.value : item?.value;
  return typeof stated === 'string' || typeof stated === 'number' ? String(stated) : undefined;
}

function addressOf(job: ObjectReader): string | undefined {
  const stated = ['url', '@id', 'sameAs'].flatMap((name) => job.items(name).map(({ value }) => value));
  return stated.find((each): each is string => typeof each === 'string' && /^https?:\/\/[^\s/]/iu.test(each));
}

/** The first category; five digits of a scheme that calls itself NOC, in any of them, are a code of NOC 2021. */
function occupationOf(job: ObjectReader): { words: string | undefined; noc2021: string | undefined } | undefined {
  const terms = job.objects('occupationCategories', 'occupationCategory');
  const [term] = terms;
  if (!term) return undefined;
  const noc2021 = terms.map(nocOf).find((code) => code !== undefined);
  return { words: term.text('termCode') ?? wordsOf(term, ['name'], []), noc2021 };
}

function nocOf(term: ObjectReader): string | undefined {
  const code = term.text('termCode');
  const [scheme] = term.items('inDefinedTermSet');
  const isNoc = /\bNOC\b|National Occupational Classification/iu.test(JSON.stringify(scheme?.value ?? ''));
  return isNoc && code !== undefined && /^\d{1,5}$/u.test(code) ? code.padStart(5, '0') : undefined;
}
