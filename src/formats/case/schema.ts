import type { SkillKind, SkillRelationKind } from '../../skills/skill.ts';

/** Lists of definitions a package holds. Source: CASE 1.1, CFDefinition. */
export const DEFINITIONS = ['CFConcepts', 'CFSubjects', 'CFLicenses', 'CFItemTypes', 'CFAssociationGroupings'] as const;

/**
 * What an association becomes, read from origin to destination. Source: CASE 1.1, CFAssociation.associationType. `ext:` types are
 * their author's own: only those this hub writes have a meaning here.
 */
export const ASSOCIATION_TYPES: Readonly<Record<string, SkillRelationKind>> = {
  isChildOf: 'BROADER',
  isPartOf: 'PART_OF',
  exactMatchOf: 'EXACT',
  isTranslationOf: 'EXACT',
  replacedBy: 'REPLACED_BY',
  isRelatedTo: 'RELATED',
  isPeerOf: 'RELATED',
  precedes: 'RELATED',
  exemplar: 'RELATED',
  'ext:closeMatchOf': 'CLOSE',
  'ext:essentialFor': 'ESSENTIAL_FOR',
  'ext:optionalFor': 'OPTIONAL_FOR',
};

/** An exemplar elsewhere is a page or a task, no skill. */
export const ONLY_BETWEEN_ITEMS: ReadonlySet<string> = new Set(['exemplar']);

/** What each relation of the hub is written as. */
export const TYPE_OF_RELATION: Readonly<Record<SkillRelationKind, string>> = {
  BROADER: 'isChildOf',
  PART_OF: 'isPartOf',
  EXACT: 'exactMatchOf',
  REPLACED_BY: 'replacedBy',
  RELATED: 'isRelatedTo',
  CLOSE: 'ext:closeMatchOf',
  ESSENTIAL_FOR: 'ext:essentialFor',
  OPTIONAL_FOR: 'ext:optionalFor',
};

/** Association types of CASE 1.0. Source: CASE 1.0, CFAssociation.associationType. */
export const ASSOCIATION_TYPES_1_0: ReadonlySet<string> = new Set([
  ...['isChildOf', 'isPeerOf', 'isPartOf', 'exactMatchOf', 'precedes', 'isRelatedTo', 'replacedBy', 'exemplar'],
  'hasSkillLevel',
]);

/**
 * `CFItemType` is free text. A heading is what is unmistakably one: whoever holds a badge of it would be matched with nothing.
 */
const HEADING =
  /^(?:section|section heading|heading|domain|strand|sub-?strand|cluster|conceptual category|category|grade|grade level|topic|theme|group|skill group)$/iu;
const KINDS: readonly (readonly [RegExp, SkillKind])[] = [
  [/\bknowledge\b/iu, 'KNOWLEDGE'],
  [/\babilit(?:y|ies)\b/iu, 'ABILITY'],
  [/\battitudes?\b|\bdispositions?\b/iu, 'ATTITUDE'],
  [/^(?:work |job )?tasks?$/iu, 'TASK'],
  [/\bskills?\b|\bcompetenc(?:y|e|ies)\b/iu, 'SKILL'],
];

/** What kind of skill an item of a type is; UNSPECIFIED where the type does not say. */
export function skillKindOf(itemType: string | undefined): SkillKind {
  if (itemType === undefined) return 'UNSPECIFIED';
  if (HEADING.test(itemType)) return 'GROUP';
  return KINDS.find(([pattern]) => pattern.test(itemType))?.[1] ?? 'UNSPECIFIED';
}

/** Each kind as an item type that is read back as the kind. */
export const ITEM_TYPE_OF_KIND: Readonly<Record<SkillKind, string | undefined>> = {
  SKILL: 'Skill',
  KNOWLEDGE: 'Knowledge',
  LANGUAGE: 'Language skill',
  ATTITUDE: 'Attitude',
  ABILITY: 'Ability',
  TASK: 'Task',
  UNSPECIFIED: undefined,
  GROUP: 'Group',
};
