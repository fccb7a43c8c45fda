import type { StatedRequirement } from '../../jobs/requirement.ts';
import { isObject } from '../badge-packaging/object.ts';
import { textFromHtml } from '../html-text.ts';
import type { Item, ObjectReader } from '../object-reader.ts';
import { employerFrom } from '../postings/employer.ts';
import { jobRecordFrom, leafOf } from '../postings/posting.ts';
import { regionFrom } from '../postings/region.ts';
import { objectOf, wordsOf } from '../postings/terms.ts';
import type { JobRecord } from '../record.ts';

/**
 * The job of a schema.org JobPosting in bare words. It has no word for required, preferred or a level, so that what it asks for is
 * UNSPECIFIED and never guessed.
 *
 * @param raw  the posting as it came
 */
export function jobFromPosting(stated: ObjectReader, raw: unknown): JobRecord | null {
  const job = stated.in(stated.text('inLanguage') ?? stated.language);
  const occupation = occupationOf(job);
  const url = job.items('url').map(({ value }) => (isObject(value) ? value['@id'] : value));
  const address = [...url, job.raw['@id']].find(
    (each): each is string => typeof each === 'string' && /^https?:\/\/[^\s/]/iu.test(each),
  );
  return jobRecordFrom(
    job,
    {
      employer: employerFrom(job, 'hiringOrganization'),
      positionId: identifierOf(job) ?? address ?? job.text('@id'),
      title: job.localized('title', 'name'),
      description: job.paragraphs('description'),
      url: address,
      region: regionFrom(job, 'jobLocation', 'applicantLocationRequirements'),
      occupation: occupation?.words,
      noc2021: occupation?.noc2021,
      publishedAt: job.moment('datePosted'),
      closesAt: job.moment('validThrough'),
      parts: [...skillsFrom(job), ...credentialsFrom(job)],
    },
    raw,
  );
}

/** `identifier` is a text, or a PropertyValue. */
function identifierOf(job: ObjectReader): string | undefined {
  const [item] = job.items('identifier');
  const value = isObject(item?.value) ? (item.value.value ?? item.value['@value']) : item?.value;
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    ? String(value).trim()
    : undefined;
}

/** The first occupation it names; five digits of a set named NOC, in any of them, are NOC 2021. */
function occupationOf(job: ObjectReader): { words: string | undefined; noc2021: string | undefined } | undefined {
  const items = ['occupationalCategory', 'relevantOccupation'].flatMap((name) => job.items(name));
  const named = items.flatMap((item) => {
    const category = categoryFrom(job, item);
    return category ? [category] : [];
  });
  return named[0] && { ...named[0], noc2021: named.find(({ noc2021 }) => noc2021 !== undefined)?.noc2021 };
}

/** A code and its title (`15-2051.00 Data Scientists`), or a CategoryCode. */
function categoryFrom(
  job: ObjectReader,
  item: Item,
): { words: string | undefined; noc2021: string | undefined } | null {
  if (typeof item.value === 'string') {
    const [, code] = /^([\d.-]*\d[\d.-]*)(?:\s|$)/u.exec(item.value.trim()) ?? [];
    return { words: code ?? item.value.trim(), noc2021: undefined };
  }
  const category = objectOf(job, item);
  if (!category) return null;
  const code = category.text('codeValue');
  const set = JSON.stringify(category.raw.inCodeSet ?? '');
  const isNoc =
    code !== undefined && /^\d{1,5}$/u.test(code) && /\bNOC\b|National Occupational Classification/iu.test(set);
  return { words: code ?? wordsOf(category, ['name'], []), noc2021: isNoc ? code.padStart(5, '0') : undefined };
}

/** `skills` is text, of which several are joined by commas; a DefinedTerm; or an address. Each is named once. */
function skillsFrom(job: ObjectReader): StatedRequirement[] {
  const met = new Set<string>();
  return job.items('skills').flatMap((item) => {
    const leaves =
      typeof item.value === 'string'
        ? splitWords(item.value).map((words) => leafOf(job.within({}, item.pointer), 'skill', words))
        : [termFrom(job, item)];
    return leaves.flatMap((leaf) => {
      if (!leaf?.skill || met.has(leaf.skill)) return [];
      met.add(leaf.skill);
      return [leaf];
    });
  });
}

function termFrom(job: ObjectReader, item: { value: unknown; pointer: string }): StatedRequirement | null {
  const term = objectOf(job, item);
  return term && leafOf(term, 'skill', wordsOf(term, ['name', 'description'], ['termCode']));
}

/**
 * The skills of a text: cut at commas, semicolons, bullets and line breaks, never inside brackets. An address is one skill.
 *
 * @example splitWords('SQL (reading, writing), Python') // ['SQL (reading, writing)', 'Python']
 */
export function splitWords(text: string): string[] {
  if (/^https?:\/\/\S+$/iu.test(text.trim())) return [text.trim()];
  const parts: string[] = [];
  let [depth, part] = [0, ''];
  for (const char of textFromHtml(text)) {
    if (char === '(' || char === '[') depth += 1;
    if ((char === ')' || char === ']') && depth > 0) depth -= 1;
    if (/[\n•·;]/u.test(char) || (char === ',' && depth === 0)) {
      parts.push(part);
      [depth, part] = [0, ''];
    } else part += char;
  }
  return [...parts, part].map((each) => each.replace(/^[\s*–-]+|[\s.]+$/gu, '')).filter((each) => each !== '');
}

/** Credentials a posting names as things; words about qualifications and education are prose, and stay with the source. */
function credentialsFrom(job: ObjectReader): StatedRequirement[] {
  return ['qualifications', 'educationRequirements'].flatMap((name) =>
    job.items(name).flatMap((item) => {
      const stated = isObject(item.value) ? job.within(item.value, item.pointer) : null;
      if (!stated) return [];
      const words = wordsOf(stated, ['name'], []) ?? categoryOf(stated);
      return words === undefined ? [] : (leafOf(stated, 'credential', words) ?? []);
    }),
  );
}

function categoryOf(credential: ObjectReader): string | undefined {
  const [item] = credential.items('credentialCategory');
  const category = item && objectOf(credential, item);
  return category ? wordsOf(category, ['name'], ['termCode']) : credential.text('description');
}
