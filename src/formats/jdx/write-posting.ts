import type { LocalizedText } from '../../db/localized-text.ts';
import { given } from '../open-badges/given.ts';
import { type CategoryOut, categoriesOf, codesOf, languageOf, textOut } from '../postings/out.ts';
import type { JobRecord } from '../record.ts';
import { membersFrom } from './write-requirement.ts';

/**
 * A posting as a JobSchema+ JobPosting. Its texts are plain ones in the language it says, as the schema wants; where they are
 * stated in several, they are language maps (JSON-LD 1.1, language indexing).
 */
export function postingFrom(job: JobRecord): Readonly<Record<string, unknown>> {
  const language = languageOf(job);
  const { positionId, title, employer, url, region, publishedAt, closesAt, requirement } = job;
  const categories = categoriesOf(job);
  return {
    ...given('@id', url),
    ...{ positionID: positionId, title: textOut(title, language) },
    hiringOrganization: {
      ...{ '@id': employer.uri, name: textOut(employer.name, language) },
      ...given('url', employer.url),
    },
    inLanguage: { language },
    ...descriptionsOf(job.description, language),
    ...given('jobLocation', region === undefined ? undefined : placeOf(region)),
    ...(categories.length > 0 && { occupationCategories: categories.map(categoryOf) }),
    ...given('datePosted', publishedAt),
    ...given('validThrough', closesAt),
    ...(requirement && membersFrom(partsOf(requirement))),
  };
}

type Requirement = NonNullable<JobRecord['requirement']>;

/** What a posting asks for is all needed, so the parts of a root that says so are its own. */
function partsOf(root: Requirement): readonly Requirement[] {
  return root.all ?? [root];
}

/** Plain, as a JobDescription has them, and in HTML, as a JobPosting does. */
function descriptionsOf(description: LocalizedText, language: string): object {
  const plain = textOut(description, language);
  if (plain === undefined) return {};
  const text = description[language];
  return {
    descriptions: [plain],
    ...(text !== undefined && { formattedDescriptions: text.split(/\n{2,}/u).map(paragraphOf) }),
  };
}

function paragraphOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

function placeOf(region: string): object {
  const codes = codesOf(region);
  if (!codes) return { name: region };
  return { address: { countryCode: codes.country, countrySubDivisions: [{ value: codes.subdivision }] } };
}

function categoryOf({ words, form, isNoc }: CategoryOut): object {
  return {
    ...{ ADDRESS: { '@id': words, name: words }, CODE: { termCode: words }, NAME: { name: words } }[form],
    ...(isNoc && { inDefinedTermSet: { name: 'National Occupational Classification 2021' } }),
  };
}
