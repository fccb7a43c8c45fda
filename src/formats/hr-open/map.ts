import type { StatedRequirement } from '../../jobs/requirement.ts';
import { isObject } from '../badge-packaging/object.ts';
import type { ObjectReader } from '../object-reader.ts';
import { given } from '../open-badges/given.ts';
import { employerFrom } from '../postings/employer.ts';
import { jobRecordFrom, leafOf } from '../postings/posting.ts';
import { regionFrom } from '../postings/region.ts';
import { levelOf, objectOf, rungOf, weightOf, wordsOf } from '../postings/terms.ts';
import type { JobRecord } from '../record.ts';

/** What an opening says of its profiles. */
export interface Opening {
  readonly documentId: string | undefined;
  readonly status: string | undefined;
  /** Members beside the profiles, so that a profile's source is whole. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export const NO_OPENING: Opening = { documentId: undefined, status: undefined, raw: {} };

/**
 * The job of a PositionProfile. Source: HR Open Standards 4.4, PositionProfileType and PositionOpeningType.
 *
 * @param isOnly  whether the opening has no other profile, so that its id is the position's
 */
export function jobFromProfile(profile: ObjectReader, opening: Opening, isOnly: boolean): JobRecord | null {
  const [instructions] = profile.objects('postingInstructions');
  const [period] = profile.objects('positionPeriod');
  const occupation = profile.objects('jobCategories')[0];
  const code = occupation && idIn(occupation, 'code', 'id', 'codes');
  return jobRecordFrom(
    profile,
    {
      employer: employerFrom(profile, 'positionOrganizations', 'positionOrganization', 'organization'),
      positionId:
        idIn(profile, 'positionId', 'profileId') ??
        (isOnly ? opening.documentId : undefined) ??
        idIn(profile, 'alternateIds') ??
        profile.text('positionUri'),
      title: profile.localized('positionTitle', 'profileName'),
      description: descriptionOf(profile),
      url: profile.text('positionUri') ?? instructions?.text('positionUri'),
      region: regionFrom(profile, 'positionLocation', 'positionLocations'),
      occupation: code ?? occupation?.text('name', 'description'),
      noc2021: undefined,
      publishedAt: instructions?.moment('start'),
      closesAt: instructions?.moment('end') ?? period?.moment('end'),
      isClosed: /^(closed|filled|cancell?ed|withdrawn|expired)$/iu.test(opening.status ?? ''),
      parts: profile.objects('positionQualifications').flatMap(partsFrom),
    },
    Object.keys(opening.raw).length > 0 ? { ...opening.raw, positionProfiles: [profile.raw] } : profile.raw,
  );
}

/** The first id of the names, which may be a text or an IdentifierType `{ value, schemeId }`. */
export function idIn(owner: ObjectReader, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const [item] = owner.items(name);
    const value = isObject(item?.value) ? item.value.value : item?.value;
    if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) return String(value).trim();
  }
  return undefined;
}

/** Sections of a description under their titles. */
function descriptionOf(profile: ObjectReader) {
  const sections = profile.objects('positionFormattedDescriptions').flatMap((section) => {
    const text = [section.text('title'), section.text('content', 'description')].filter((each) => each !== undefined);
    return text.length > 0 ? [text.join('\n')] : [];
  });
  if (sections.length > 0) return { [profile.language]: sections.join('\n\n') };
  return profile.paragraphs('descriptions', 'description');
}

function partsFrom(qualification: ObjectReader): StatedRequirement[] {
  return [
    ...leaves(qualification, competencyFrom, 'positionCompetencies', 'specifiedCompetencies', 'competencies'),
    ...qualification.objects('educationRequirement', 'educationRequirements').flatMap(educationFrom),
    ...leaves(qualification, licenceFrom, 'licences', 'licenses'),
    ...leaves(qualification, experienceFrom, 'experienceSummary'),
  ];
}

function leaves(
  owner: ObjectReader,
  read: (stated: ObjectReader) => StatedRequirement | null,
  ...names: readonly string[]
): StatedRequirement[] {
  return names.flatMap((name) =>
    owner.items(name).flatMap((item) => {
      const stated = objectOf(owner, item);
      return stated ? (read(stated) ?? []) : [];
    }),
  );
}

/**
 * A PositionCompetency or SpecifiedCompetency. A level that is required makes it required, one that is only desired makes it
 * preferred; without a level nothing is said. How hard a level is to acquire (`proficiencyAcquistionDifficulty`, misspelt in the
 * schema) is no word about who trains for it, and stays with the source.
 */
function competencyFrom(competency: ObjectReader): StatedRequirement | null {
  const requiredLevel = levelOf(competency, 'requiredProficiencyLevel') ?? levelOf(competency, 'proficiencyLevel');
  const desiredLevel = levelOf(competency, 'desiredProficiencyLevel');
  const importance =
    statedImportance(competency) ?? (requiredLevel ? 'REQUIRED' : desiredLevel ? 'PREFERRED' : undefined);
  const words = wordsOf(
    competency,
    ['competencyName', 'name', 'descriptions'],
    ['competencyIds', 'competencyId', 'id'],
  );
  return leafOf(competency, 'skill', words, {
    ...given('importance', importance),
    ...weightOf(competency),
    ...given('acceptedFrom', acceptedFrom(competency)),
    ...given('requiredLevel', requiredLevel),
    ...given('desiredLevel', desiredLevel),
  });
}

function statedImportance(competency: ObjectReader): 'REQUIRED' | 'PREFERRED' | undefined {
  const type = idIn(competency, 'typeCode', 'requirementTypeCode')?.toLowerCase();
  if (type === 'required' || type === 'mandatory') return 'REQUIRED';
  return type === 'preferred' || type === 'desired' || type === 'optional' ? 'PREFERRED' : undefined;
}

function acceptedFrom(competency: ObjectReader) {
  const asked = ['competencyEvidenceRequirement', 'allowableCompetencyEvidenceTypeCodes'].flatMap((name) =>
    competency.items(name).flatMap(({ value }) => {
      const code = isObject(value) ? (value.typeCode ?? value.value ?? value.name) : value;
      return typeof code === 'string' ? [code] : [];
    }),
  );
  return competency.flag('evidenceRequiredIndicator') === false ? undefined : (rungOf(asked) ?? undefined);
}

/** The programs an education requirement names, one of which is enough; else the degree it names. */
function educationFrom(education: ObjectReader): StatedRequirement[] {
  const programs = leaves(education, licenceFrom, 'programs');
  const [only] = programs;
  if (only) return programs.length === 1 ? [only] : [{ any: programs, importance: 'REQUIRED' }];
  const words = idIn(education, 'degreeTypeCode') ?? education.text('descriptions', 'educationLevelCode');
  const leaf = words === undefined ? null : leafOf(education, 'credential', words, { importance: 'REQUIRED' });
  return leaf ? [leaf] : [];
}

function licenceFrom(stated: ObjectReader): StatedRequirement | null {
  return leafOf(stated, 'credential', wordsOf(stated, ['name', 'value'], ['id']), { importance: 'REQUIRED' });
}

function experienceFrom(experience: ObjectReader): StatedRequirement | null {
  const words = experience.text('descriptions', 'description') ?? idIn(experience, 'categoryCode');
  return leafOf(experience, 'skill', words, { importance: 'REQUIRED' });
}
