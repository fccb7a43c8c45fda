import type { LocalizedText } from '../db/columns.ts';
import type { FrameworkId, OccupationId, SkillId } from '../db/ids.ts';

/**
 * What kind of competency a concept is; GROUP is a heading of the hierarchy and never held by anyone. Sources: ESCO `skillType`;
 * O*NET and CTDL for ABILITY (`ceasn:abilityEmbodied`), NICE and CTDL for TASK (`ceasn:taskEmbodied`).
 */
export const SKILL_KINDS = [
  'SKILL',
  'KNOWLEDGE',
  'LANGUAGE',
  'ATTITUDE',
  'ABILITY',
  'TASK',
  'UNSPECIFIED',
  'GROUP',
] as const;
export type SkillKind = (typeof SKILL_KINDS)[number];

/** How widely a skill travels between occupations. Source: ESCO `reuseLevel`. */
export const REUSE_LEVELS = ['TRANSVERSAL', 'CROSS_SECTOR', 'SECTOR_SPECIFIC', 'OCCUPATION_SPECIFIC'] as const;
export type ReuseLevel = (typeof REUSE_LEVELS)[number];

/**
 * Relations from one skill to another, read left to right: BROADER is "its broader concept is". NARROWER is BROADER read
 * backwards and is not stored. ESSENTIAL_FOR and OPTIONAL_FOR are ESCO's skill-to-skill relations.
 */
export const SKILL_RELATIONS = [
  'BROADER',
  'EXACT',
  'CLOSE',
  'RELATED',
  'PART_OF',
  'REPLACED_BY',
  'ESSENTIAL_FOR',
  'OPTIONAL_FOR',
] as const;
export type SkillRelationKind = (typeof SKILL_RELATIONS)[number];

/**
 * How much an occupation needs a skill. INFERRED came through a crosswalk, never from the framework itself. NOT_NEEDED is what a
 * framework says of a skill it rated and found unneeded, which is not the same as saying nothing. Sources: OaSIS level 0, O*NET
 * `Not Relevant`.
 */
export const OCCUPATION_SKILL_RELATIONS = ['ESSENTIAL', 'OPTIONAL', 'INFERRED', 'NOT_NEEDED'] as const;
export type OccupationSkillRelation = (typeof OCCUPATION_SKILL_RELATIONS)[number];

/**
 * What an occupation of one classification is to one of another, read left to right: BROADER is "its broader one is". Source: SKOS
 * mapping properties.
 */
export const OCCUPATION_CROSSWALKS = ['EXACT', 'CLOSE', 'BROADER', 'NARROWER', 'RELATED'] as const;
export type OccupationCrosswalkKind = (typeof OCCUPATION_CROSSWALKS)[number];

/** An occupation, or a GROUP heading of its classification (ISCO). */
export const OCCUPATION_KINDS = ['OCCUPATION', 'GROUP'] as const;
export type OccupationKind = (typeof OCCUPATION_KINDS)[number];

/** One concept of one framework, identified by its URI within it. */
export interface Skill {
  readonly id: SkillId;
  readonly frameworkId: FrameworkId;
  readonly uri: string;
  readonly code: string | null;
  readonly kind: SkillKind;
  readonly reuseLevel: ReuseLevel | null;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
}

/** A row of a crosswalk as a path goes through it: its kind is read in that direction. */
export interface CrosswalkStep {
  readonly fromId: OccupationId;
  readonly toId: OccupationId;
  readonly kind: OccupationCrosswalkKind;
  readonly confidence: number;
  readonly vintage: string | null;
}

/** A skill that is taken to belong to an occupation though its framework does not say so. */
export interface InferredSkill {
  readonly occupationId: OccupationId;
  readonly skillId: SkillId;
  /** What the last occupation of the path states of it. */
  readonly need: OccupationSkillRelation;
  /** Product of the confidences along the path and of that statement, 0 to 1. */
  readonly confidence: number;
  /** How many of the occupations reached state it. */
  readonly support: number;
  /** From the occupation asked about to the one that states the skill; empty where it does so itself. */
  readonly path: readonly CrosswalkStep[];
}

/** The form in which labels are compared: Unicode-composed, lower case, inner blanks single. */
export function labelKey(label: string): string {
  return label.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
