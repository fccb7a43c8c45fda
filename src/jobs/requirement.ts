import type { EvidenceRung } from '../badges/badge.ts';
import type { LinkMethod } from '../credentials/credential.ts';
import type { CredentialId, LevelId, SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Ladder } from '../skills/ladder.ts';
import type { LevelWords } from '../skills/level-words.ts';
import type { InferredSkill } from '../skills/skill.ts';

/** Nodes of a requirement tree: ALL, ANY and AT_LEAST (n) hold children; SKILL and CREDENTIAL are leaves. Source: design §5. */
export const REQUIREMENT_KINDS = ['ALL', 'ANY', 'AT_LEAST', 'SKILL', 'CREDENTIAL'] as const;
export type RequirementKind = (typeof REQUIREMENT_KINDS)[number];

/** How much an employer needs it. UNSPECIFIED: the posting does not say, and we do not guess. Source: JDX `annotation`. */
export const IMPORTANCES = ['REQUIRED', 'PREFERRED', 'UNSPECIFIED'] as const;
export type Importance = (typeof IMPORTANCES)[number];

export const JOB_STATES = ['OPEN', 'CLOSED'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What every node says. */
interface Node {
  /** Names the node within its tree: a stored requirement's id, or its path (`0.2`). */
  readonly key: string;
  readonly importance: Importance;
  /** 0.001 to 1000; only its ratio to its siblings' matters. */
  readonly weight: number;
}

export interface RequirementGroup extends Node {
  readonly kind: 'ALL' | 'ANY' | 'AT_LEAST';
  /** n of AT_LEAST; null for the others. */
  readonly atLeast: number | null;
  readonly children: readonly Requirement[];
}

interface Leaf extends Node {
  /** The words it was stated in. */
  readonly statement: string;
  /** False when the employer trains for it, so that lacking it never knocks out. Source: JDX `requiredAtHiring`. */
  readonly neededAtHire: boolean;
  /** Weakest rung of the evidence ladder that is accepted; null accepts any. */
  readonly acceptedFrom: EvidenceRung | null;
}

/** A level an employer names; `levelId` is null while the words name no level of a loaded scale. */
export interface NamedLevel {
  readonly words: LevelWords;
  readonly levelId: LevelId | null;
}

/** A skill somebody must have; `skillId` is null while the words name no loaded skill. */
export interface SkillRequirement extends Leaf {
  readonly kind: 'SKILL';
  readonly skillId: SkillId | null;
  /** How its words came to name the skill; absent where nothing was looked up. */
  readonly how?: LinkMethod;
  /** Absent where none is named. Source: HR Open PositionCompetency. */
  readonly requiredLevel?: NamedLevel;
  readonly desiredLevel?: NamedLevel;
  /** How levels compare with those; absent until `measureLevels`, and where they name no level of a loaded scale. */
  readonly ladder?: Ladder;
  /** Where nobody stated it: what it was inferred from. */
  readonly inferred?: InferredSkill;
}

/** A credential somebody must hold; `credentialId` is null while the catalogue does not have it. */
export interface CredentialRequirement extends Leaf {
  readonly kind: 'CREDENTIAL';
  readonly credentialId: CredentialId | null;
}

export type Requirement = RequirementGroup | SkillRequirement | CredentialRequirement;

/** The leaves of a tree, left to right. */
export function leavesOf(requirement: Requirement): (SkillRequirement | CredentialRequirement)[] {
  return 'children' in requirement ? requirement.children.flatMap(leavesOf) : [requirement];
}

/**
 * A tree in its author's words. Exactly one of `all`, `any`, `of` (with `atLeast`), `skill` and `credential` is stated.
 * Absent importance is UNSPECIFIED, absent weight 1.
 */
export interface StatedRequirement {
  readonly all?: readonly StatedRequirement[] | null | undefined;
  readonly any?: readonly StatedRequirement[] | null | undefined;
  readonly atLeast?: number | null | undefined;
  readonly of?: readonly StatedRequirement[] | null | undefined;
  /** URI, code, label or alias of a skill. */
  readonly skill?: string | null | undefined;
  /** URI of a credential. */
  readonly credential?: string | null | undefined;
  readonly importance?: Importance | null | undefined;
  readonly weight?: number | null | undefined;
  readonly neededAtHire?: boolean | null | undefined;
  readonly acceptedFrom?: EvidenceRung | null | undefined;
  /** Of a skill. */
  readonly requiredLevel?: StatedLevel | null | undefined;
  readonly desiredLevel?: StatedLevel | null | undefined;
}

/** The leaves of a stated tree, left to right. */
export function statedLeaves(stated: StatedRequirement): StatedRequirement[] {
  const parts = stated.all ?? stated.any ?? stated.of;
  return parts ? parts.flatMap(statedLeaves) : [stated];
}

/** As `LevelWords`; at least a name or a value. */
export interface StatedLevel {
  readonly name?: string | null | undefined;
  readonly value?: number | null | undefined;
  readonly scale?: string | null | undefined;
}

/** A weight: 0.001 to 1000, wide enough to say and far from where real numbers of 4 bytes end. */
const WEIGHT = { least: 0.001, most: 1_000 };
const STATEMENT_AT_MOST = 2_000;
const LEVEL_WORDS_AT_MOST = 500;
const LEAVES_AT_MOST = 200;
const DEPTH_AT_MOST = 6;

/**
 * Reads a stated tree: fills the defaults, names every node by its path, and links nothing yet.
 *
 * @param place  what messages call the root
 * @returns the tree, whose root is always a group, or the first fault with its place, such as `requirement.all[2].weight`
 */
export function readRequirement(
  stated: StatedRequirement,
  place = 'requirement',
): Result<RequirementGroup, 'BAD_USER_INPUT'> {
  const read = readNode(stated, place, '', 0);
  if (!read.ok) return read;
  const count = leavesOf(read.value).length;
  if (count > LEAVES_AT_MOST) {
    return fail('BAD_USER_INPUT', `the requirement has ${count} leaves; state at most ${LEAVES_AT_MOST}`, place);
  }
  if ('children' in read.value) return ok(read.value);
  return ok({
    key: '',
    kind: 'ALL',
    atLeast: null,
    importance: 'UNSPECIFIED',
    weight: 1,
    children: [{ ...read.value, key: '0' }],
  });
}

function readNode(
  stated: StatedRequirement,
  place: string,
  key: string,
  depth: number,
): Result<Requirement, 'BAD_USER_INPUT'> {
  const bad = (message: string, at = place) => fail('BAD_USER_INPUT', `${at}: ${message}`, at);
  if (depth > DEPTH_AT_MOST) return bad(`the tree is deeper than ${DEPTH_AT_MOST}; flatten it`);
  const weight = stated.weight ?? 1;
  if (!(weight >= WEIGHT.least && weight <= WEIGHT.most))
    return bad(`${weight} is no weight; write a number from ${WEIGHT.least} to ${WEIGHT.most}`, `${place}.weight`);
  const node = { key, importance: stated.importance ?? 'UNSPECIFIED', weight };

  const forms = (['all', 'any', 'of', 'skill', 'credential'] as const).filter((form) => stated[form] != null);
  const [form] = forms;
  if (forms.length !== 1 || form === undefined)
    return bad('state exactly one of all, any, of (with atLeast), skill, credential');
  if (form === 'skill' || form === 'credential') {
    const statement = (stated[form] ?? '').trim();
    if (statement === '') return bad(`${form} is empty; name one`, `${place}.${form}`);
    if (statement.length > STATEMENT_AT_MOST)
      return bad(`${form} is longer than ${STATEMENT_AT_MOST} characters; name one`, `${place}.${form}`);
    const leaf = {
      ...node,
      statement,
      neededAtHire: stated.neededAtHire ?? true,
      acceptedFrom: stated.acceptedFrom ?? null,
    };
    if (form === 'credential') return ok({ ...leaf, kind: 'CREDENTIAL', credentialId: null });
    const requiredLevel = readLevel(stated.requiredLevel, `${place}.requiredLevel`);
    if (!requiredLevel.ok) return requiredLevel;
    const desiredLevel = readLevel(stated.desiredLevel, `${place}.desiredLevel`);
    if (!desiredLevel.ok) return desiredLevel;
    return ok({
      ...{ ...leaf, kind: 'SKILL', skillId: null },
      ...(requiredLevel.value && { requiredLevel: requiredLevel.value }),
      ...(desiredLevel.value && { desiredLevel: desiredLevel.value }),
    });
  }

  const parts = stated[form] ?? [];
  if (parts.length === 0) return bad('the group is empty; state at least one part', `${place}.${form}`);
  const children: Requirement[] = [];
  for (const [index, part] of parts.entries()) {
    const child = readNode(
      part,
      `${place}.${form}[${index}]`,
      key === '' ? String(index) : `${key}.${index}`,
      depth + 1,
    );
    if (!child.ok) return child;
    children.push(child.value);
  }
  if (form !== 'of') return ok({ ...node, kind: form === 'all' ? 'ALL' : 'ANY', atLeast: null, children });
  const atLeast = stated.atLeast ?? 0;
  if (!Number.isInteger(atLeast) || atLeast < 1 || atLeast > children.length) {
    return bad(`atLeast must be a whole number from 1 to ${children.length}`, `${place}.atLeast`);
  }
  return ok({ ...node, kind: 'AT_LEAST', atLeast, children });
}

function readLevel(stated: StatedLevel | null | undefined, place: string): Result<NamedLevel | null, 'BAD_USER_INPUT'> {
  if (stated == null) return ok(null);
  const [name, scale] = [stated.name, stated.scale].map((text) => text?.trim() || undefined);
  const value = stated.value ?? undefined;
  const bad = (message: string) => fail('BAD_USER_INPUT', `${place}: ${message}`, place);
  if (name === undefined && value === undefined) return bad('state the name or the value of a level');
  if ([name, scale].some((text) => (text?.length ?? 0) > LEVEL_WORDS_AT_MOST))
    return bad(`it is longer than ${LEVEL_WORDS_AT_MOST} characters; name a level`);
  if (value !== undefined && !Number.isFinite(value)) return bad(`${value} is no number; write one`);
  return ok({
    words: { ...(name && { name }), ...(value !== undefined && { value }), ...(scale && { scale }) },
    levelId: null,
  });
}
