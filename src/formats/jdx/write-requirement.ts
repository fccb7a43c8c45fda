import type { StatedLevel, StatedRequirement } from '../../jobs/requirement.ts';
import { thingOut } from '../postings/out.ts';

type Members = Record<string, unknown[]>;

/** Where a part may stand in a posting or a condition, in the order in which they are read. */
const PLACES = ['skills', 'requiredCredentials', 'preferredCredentials', 'requiredConditions'] as const;

/**
 * What is all needed, as members of a posting or a condition. A part goes where JobSchema+ has a word for it; what it has none
 * for, or what would come out of its order, is a condition of its own.
 */
export function membersFrom(parts: readonly StatedRequirement[]): Members {
  const members: Members = {};
  let reached = 0;
  for (const part of parts) {
    const wanted = PLACES.indexOf(placeOf(part));
    const isInOrder = wanted >= reached;
    reached = isInOrder ? wanted : PLACES.length - 1;
    const place = PLACES[reached] ?? 'requiredConditions';
    const isDirect = isInOrder && place !== 'requiredConditions';
    members[place] = [...(members[place] ?? []), isDirect ? leafFrom(part) : conditionFrom(part)];
  }
  return members;
}

function placeOf({ skill, credential, importance }: StatedRequirement): (typeof PLACES)[number] {
  if (skill != null) return 'skills';
  if (credential == null) return 'requiredConditions';
  if (importance === 'REQUIRED') return 'requiredCredentials';
  return importance === 'PREFERRED' ? 'preferredCredentials' : 'requiredConditions';
}

/**
 * A part as a Condition that names it alone. A group of which not all is needed is a list of alternatives, with how many of them
 * are (CTDL `ceterms:requiredNumber`) where that is more than one.
 */
function conditionFrom(part: StatedRequirement): object {
  if (part.skill != null) return { skills: [leafFrom(part)] };
  // A credential of which nothing says that it is required or preferred.
  if (part.credential != null) {
    const place = placeOf(part);
    return { [place === 'requiredConditions' ? 'alternativeCredentials' : place]: [leafFrom(part)] };
  }
  const parts = part.all ?? part.any ?? part.of ?? [];
  const [alone] = parts;
  if (alone && parts.length === 1) return conditionFrom(alone);
  const group = {
    ...(part.all ? membersFrom(parts) : { alternativeConditions: parts.map(conditionFrom) }),
    ...(part.of && (part.atLeast ?? 1) > 1 && { requiredNumber: part.atLeast }),
    ...annotated(groupAnnotation(part)),
  };
  return part.importance === 'PREFERRED' ? { preferredConditions: [group] } : group;
}

/** Preferred ones stand among the preferred; alternatives are required unless they say not. */
function groupAnnotation({ all, importance, weight }: StatedRequirement): object {
  return {
    ...(importance === 'REQUIRED' && all && { required: true }),
    ...(importance !== 'REQUIRED' && importance !== 'PREFERRED' && !all && { required: false }),
    ...weightOut(weight),
  };
}

/** An AnnotatedDefinedTerm or a Credential. */
function leafFrom(leaf: StatedRequirement): object {
  const { skill, credential, importance, neededAtHire, acceptedFrom, weight } = leaf;
  return {
    ...thingOut(skill ?? credential ?? ''),
    ...annotated({
      ...(importance === 'REQUIRED' && { required: true }),
      ...(importance === 'PREFERRED' && { preferred: true }),
      ...(neededAtHire === false && { requiredAtHiring: false }),
      ...(acceptedFrom != null && EVIDENCE[acceptedFrom] && { evidenceCategory: EVIDENCE[acceptedFrom] }),
      ...weightOut(weight),
    }),
    ...(leaf.requiredLevel && { requiredProficiencyLevel: levelFrom(leaf.requiredLevel) }),
    ...(leaf.desiredLevel && { desiredProficiencyLevel: levelFrom(leaf.desiredLevel) }),
  };
}

/** JobSchema+ names no evidence that was received and not verified: any is accepted then, as any reader would take it. */
const EVIDENCE: Readonly<Partial<Record<NonNullable<StatedRequirement['acceptedFrom']>, string>>> = {
  SELF_CLAIMED: 'Self-attestation',
  ENDORSED: 'Endorsement',
  VERIFIED_UNASSESSED: 'Credential',
  VERIFIED_ASSESSED: 'Assessment',
};

/** As HR Open writes a weight. */
function weightOut(weight: StatedRequirement['weight']): object {
  return weight == null ? {} : { weight: { value: weight } };
}

function annotated(annotation: object): object {
  return Object.keys(annotation).length > 0 ? { annotation } : {};
}

/** A level as HR Open states it. */
function levelFrom({ name, value, scale }: StatedLevel): object {
  const score = (stated: string | number) => {
    if (scale == null) return stated;
    return { value: stated, [/^\w+:\S+$/u.test(scale) ? 'schemeId' : 'schemeName']: scale };
  };
  return {
    ...(name != null && { scoresText: [score(name)] }),
    ...(value != null && { scoresNumeric: [score(value)] }),
  };
}
