import type { StatedRequirement } from '../../jobs/requirement.ts';
import type { ObjectReader } from '../object-reader.ts';
import { given } from '../open-badges/given.ts';
import { leafOf } from '../postings/posting.ts';
import { levelOf, objectOf, rungOf, weightOf, wordsOf } from '../postings/terms.ts';
import { QUALIFICATIONS, type Qualification, TERM_ARRAYS } from './schema.ts';

type Importance = NonNullable<StatedRequirement['importance']>;

/**
 * What a job asks for, all of it needed: its terms, then its credentials, education and experience, then its conditions.
 * Experience is a leaf in its words: where they name a skill, whoever has the skill has it.
 */
export function partsFrom(job: ObjectReader): StatedRequirement[] {
  return [
    ...termsFrom(job),
    ...QUALIFICATIONS.flatMap((qualification) => qualificationsFrom(job, qualification)),
    ...job.objects('requiredConditions', 'requiredCondition').flatMap((condition) => conditionFrom(condition) ?? []),
  ];
}

function termsFrom(owner: ObjectReader): StatedRequirement[] {
  return TERM_ARRAYS.flatMap((name) =>
    owner.items(name).flatMap((item) => {
      const term = objectOf(owner, item);
      return term ? (termFrom(term) ?? []) : [];
    }),
  );
}

/** A leaf from an AnnotatedDefinedTerm, or from HR Open's PositionCompetency, which may stand in its place. */
export function termFrom(term: ObjectReader): StatedRequirement | null {
  const words = wordsOf(
    term,
    ['name', 'competencyName', 'description', 'descriptions'],
    ['termCode', 'competencyIds', 'competencyId'],
  );
  return leafOf(term, 'skill', words, {
    ...annotationOf(term),
    ...weightOf(term),
    ...given('requiredLevel', levelOf(term, 'requiredProficiencyLevel')),
    ...given('desiredLevel', levelOf(term, 'desiredProficiencyLevel')),
  });
}

/**
 * What a ScaleAnnotation says: `required` before `preferred`; `requiredAtHiring` before `acquiredInternally`; the kinds of evidence
 * asked for. Nothing is guessed from a scale or from words about it.
 */
function annotationOf(owner: ObjectReader): Omit<StatedRequirement, 'skill' | 'credential'> {
  const [annotation] = owner.objects('annotation', 'annotations');
  if (!annotation) return {};
  const isNeeded = annotation.flag('requiredAtHiring');
  const isTrained = annotation.flag('acquiredInternally');
  const neededAtHire = isNeeded ?? (isTrained === undefined ? undefined : !isTrained);
  const assessed = annotation.items('requiredAssessments').length > 0 ? ['assessment'] : [];
  const evidence = annotation.texts('evidenceCategory');
  return {
    ...given('importance', annotatedImportance(annotation)),
    ...(neededAtHire === false && { neededAtHire }),
    ...given('acceptedFrom', rungOf(evidence.length > 0 ? evidence : assessed) ?? undefined),
    ...weightOf(annotation),
  };
}

function annotatedImportance(annotation: ObjectReader): Importance | undefined {
  if (annotation.flag('required') === true) return 'REQUIRED';
  return annotation.flag('preferred') === true ? 'PREFERRED' : undefined;
}

/**
 * Required and minimum ones are needed; where alternative or equivalent ones are named, one of these does instead of all of them.
 * Preferred ones stand beside.
 */
function qualificationsFrom(owner: ObjectReader, qualification: Qualification): StatedRequirement[] {
  const named = (...words: readonly string[]) =>
    words.flatMap((word) => leavesFrom(owner, `${word}${qualification}`, qualification));
  const needed = named('required', 'minimum').map((leaf) => ({ ...leaf, importance: 'REQUIRED' as const }));
  const instead = named('alternative', 'equivalent');
  const preferred = named('preferred').map((leaf) => ({ ...leaf, importance: 'PREFERRED' as const }));
  return [...alternatives(needed, instead, needed.length > 0 ? 'REQUIRED' : 'UNSPECIFIED'), ...preferred];
}

function leavesFrom(owner: ObjectReader, name: string, qualification: Qualification): StatedRequirement[] {
  return owner.items(name).flatMap((item) => {
    const stated = objectOf(owner, item);
    if (!stated) return [];
    const form = qualification === 'Experiences' ? 'skill' : 'credential';
    const words =
      wordsOf(stated, ['name', 'credentialName', 'program', 'programConcentration'], ['credentialId']) ??
      stated.text('descriptions', 'description') ??
      firstTerm(stated, 'experienceCategories') ??
      firstTerm(stated, 'credentialCategory') ??
      firstTerm(stated, 'educationLevels');
    return leafOf(stated, form, words, annotationOf(stated)) ?? [];
  });
}

function firstTerm(stated: ObjectReader, name: string): string | undefined {
  const [item] = stated.items(name);
  const term = item && objectOf(stated, item);
  return term ? wordsOf(term, ['name'], ['termCode']) : undefined;
}

/**
 * All of the parts, or one of what does instead.
 *
 * @param atLeast  how many do, where that is more than one. Source: CTDL `ceterms:requiredNumber`
 */
function alternatives(
  needed: readonly StatedRequirement[],
  instead: readonly StatedRequirement[],
  importance: Importance,
  atLeast = 1,
): StatedRequirement[] {
  if (instead.length === 0) return [...needed];
  const [alone] = needed;
  const whole = needed.length > 1 ? [{ all: needed, importance }] : alone ? [alone] : [];
  const any = [...whole, ...instead];
  if (any.length === 1) return any;
  const isCount = Number.isInteger(atLeast) && atLeast > 1 && atLeast <= any.length;
  return isCount ? [{ of: any, atLeast, importance }] : [{ any, importance }];
}

/**
 * A Condition: all it names is needed, unless one of its alternative conditions holds, or as many as it says; its preferred
 * conditions are welcome.
 * Source: JDX JobSchema+, Condition.
 */
function conditionFrom(condition: ObjectReader): StatedRequirement | null {
  const own = [
    ...termsFrom(condition),
    ...singular(condition),
    ...QUALIFICATIONS.flatMap((qualification) => qualificationsFrom(condition, qualification)),
    ...condition.objects('requiredConditions', 'requiredCondition').flatMap((inner) => conditionFrom(inner) ?? []),
  ];
  const instead = condition
    .objects('alternativeConditions', 'alternativeCondition')
    .flatMap((inner) => conditionFrom(inner) ?? []);
  const preferred = condition
    .objects('preferredConditions', 'preferredCondition')
    .flatMap((inner) => conditionFrom(inner) ?? [])
    .map((inner) => ({ ...inner, importance: 'PREFERRED' as const }));
  const parts = [...alternatives(own, instead, 'REQUIRED', condition.number('requiredNumber')), ...preferred];
  const [part] = parts;
  if (part === undefined) {
    condition.doubt('', 'it names nothing that is asked for; state a credential, skill or education', condition.raw);
    return null;
  }
  return { ...(parts.length === 1 ? part : { all: parts }), ...groupAnnotationOf(condition) };
}

/** What an annotation of a whole condition says; one that is not required is of no stated importance. */
function groupAnnotationOf(condition: ObjectReader): Pick<StatedRequirement, 'importance' | 'weight'> {
  const [annotation] = condition.objects('annotation');
  if (!annotation) return {};
  const stated = annotatedImportance(annotation);
  const importance = stated ?? (annotation.flag('required') === false ? 'UNSPECIFIED' : undefined);
  return { ...given('importance', importance), ...weightOf(annotation) };
}

/** The singular names JobSchema+ gives the same members inside a Condition. */
function singular(condition: ObjectReader): StatedRequirement[] {
  return (
    [
      ['requiredCredential', 'Credentials'],
      ['requiredExperience', 'Experiences'],
    ] as const
  ).flatMap(([name, qualification]) =>
    leavesFrom(condition, name, qualification).map((leaf) => ({ ...leaf, importance: 'REQUIRED' as const })),
  );
}
