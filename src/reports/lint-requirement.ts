import type { SkillId } from '../db/ids.ts';
import { leavesOf, type Requirement, type RequirementGroup } from '../jobs/index.ts';
import { SMALLEST_GROUP } from './hide-small.ts';

/** What can be wrong with a requirement, as its author would want to know. */
export const LINT_CODES = [
  'UNRESOLVED',
  'NOT_TAUGHT',
  'SHOWN_BY_FEW',
  'LEVELS_CONTRADICT',
  'LEVEL_UNKNOWN',
  'SINGLE_ALTERNATIVE',
  'ALL_OF_THEM',
  'NO_PARTS',
  'ASKED_TWICE',
  'NOTHING_REQUIRED',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

/** One finding: which node of the tree, and what is wrong with it. */
export interface LintFinding {
  readonly code: LintCode;
  readonly key: string;
  /** The node in words; empty for a group. */
  readonly about: string;
}

/** What is known of the skills a tree asks for. */
export interface LintFacts {
  /** Skills that some credential on offer brings so that it would meet the leaf, by the leaf's key. */
  readonly isTaught: (key: string) => boolean;
  /** How many show a skill; null when fewer than may be told. */
  readonly shownBy: (id: SkillId) => number | null;
  /** Place of a level in its scale; null for one that is not loaded. */
  readonly levelOf: (id: number) => { readonly scaleId: number; readonly rank: number } | null;
  readonly labelOf: (id: SkillId) => string;
}

/** Everything found, in the order of the tree. Pure: the facts are handed in. */
export function lintTree(tree: RequirementGroup, facts: LintFacts): LintFinding[] {
  const isWanted = leavesOf(tree).length === 0 || isAnyRequired(tree, false);
  return [
    ...(isWanted ? [] : [{ code: 'NOTHING_REQUIRED' as const, key: tree.key, about: '' }]),
    ...findingsOf(tree, facts),
  ];
}

function isAnyRequired(node: Requirement, isPreferred: boolean): boolean {
  const preferred = isPreferred || node.importance === 'PREFERRED';
  return 'children' in node ? node.children.some((child) => isAnyRequired(child, preferred)) : !preferred;
}

function findingsOf(node: Requirement, facts: LintFacts): LintFinding[] {
  if (!('children' in node)) return findingsOfLeaf(node, facts);
  const found = (code: LintCode): LintFinding => ({ code, key: node.key, about: '' });
  const { kind, atLeast, children } = node;
  const asked = children.flatMap((child) => (child.kind === 'SKILL' && child.skillId !== null ? [child] : []));
  const twice = asked.filter(({ skillId }, index) => asked.findIndex((each) => each.skillId === skillId) < index);
  return [
    ...(children.length === 0 ? [found('NO_PARTS')] : []),
    ...(kind !== 'ALL' && children.length === 1 ? [found('SINGLE_ALTERNATIVE')] : []),
    ...(kind === 'AT_LEAST' && children.length > 1 && atLeast === children.length ? [found('ALL_OF_THEM')] : []),
    ...twice.map((leaf): LintFinding => ({ code: 'ASKED_TWICE', key: leaf.key, about: wordsOf(leaf, facts) })),
    ...children.flatMap((child) => findingsOf(child, facts)),
  ];
}

type Leaf = Exclude<Requirement, RequirementGroup>;

function findingsOfLeaf(leaf: Leaf, facts: LintFacts): LintFinding[] {
  const found = (code: LintCode): LintFinding => ({ code, key: leaf.key, about: wordsOf(leaf, facts) });
  if (leaf.kind === 'CREDENTIAL') return leaf.credentialId === null ? [found('UNRESOLVED')] : [];
  if (leaf.skillId === null) return [found('UNRESOLVED')];
  const stated = [leaf.requiredLevel, leaf.desiredLevel].filter((level) => level !== undefined);
  const [required, desired] = [leaf.requiredLevel, leaf.desiredLevel].map((level) =>
    level?.levelId == null ? null : facts.levelOf(level.levelId),
  );
  const isContrary = required && desired && required.scaleId === desired.scaleId && required.rank > desired.rank;
  return [
    ...(facts.isTaught(leaf.key) ? [] : [found('NOT_TAUGHT')]),
    ...(facts.shownBy(leaf.skillId) === null ? [found('SHOWN_BY_FEW')] : []),
    ...(isContrary ? [found('LEVELS_CONTRADICT')] : []),
    ...(stated.some(({ levelId }) => levelId === null) ? [found('LEVEL_UNKNOWN')] : []),
  ];
}

function wordsOf(leaf: Leaf, { labelOf }: LintFacts): string {
  if (leaf.statement !== '') return leaf.statement;
  return leaf.kind === 'SKILL' && leaf.skillId !== null ? labelOf(leaf.skillId) : '';
}

/** A finding in a sentence with the way out. French for any `fr` tag, else English. */
export function lintReason({ code, about }: LintFinding, language: string): string {
  return (language.startsWith('fr') ? FRENCH : ENGLISH)[code](about);
}

type Words = Readonly<Record<LintCode, (about: string) => string>>;

const ENGLISH: Words = {
  UNRESOLVED: (about) =>
    `“${about}” names no skill or credential that is known here, and nobody can meet it; name one.`,
  NOT_TAUGHT: (about) =>
    `No credential here brings “${about}” as it is asked for; whoever lacks it cannot learn it here.`,
  SHOWN_BY_FEW: (about) => `Fewer than ${SMALLEST_GROUP} learners show you “${about}”; consider to train for it.`,
  LEVELS_CONTRADICT: (about) => `The level required of “${about}” is above the one desired; change one of them.`,
  LEVEL_UNKNOWN: (about) =>
    `A level of “${about}” is of no scale that is known here and counts for nothing; name one of levelScales.`,
  SINGLE_ALTERNATIVE: () => 'A choice of one is no choice; ask for the part itself.',
  ALL_OF_THEM: () => 'At least as many as there are means all of them; say so.',
  NO_PARTS: () => 'A group has no parts and is met by nobody; leave it out.',
  ASKED_TWICE: (about) => `“${about}” is asked for twice beside each other and counts twice; leave one.`,
  NOTHING_REQUIRED: () => 'Everything is preferred and nothing needed: every candidate meets it; mark what is needed.',
};

const FRENCH: Words = {
  UNRESOLVED: (about) =>
    `« ${about} » ne désigne aucune compétence ni aucun titre connus ici, et personne ne peut y répondre; nommez-en un.`,
  NOT_TAUGHT: (about) =>
    `Aucun titre ici n’apporte « ${about} » tel que demandé; qui ne l’a pas ne peut l’apprendre ici.`,
  SHOWN_BY_FEW: (about) => `Moins de ${SMALLEST_GROUP} apprenants vous montrent « ${about} »; songez à y former.`,
  LEVELS_CONTRADICT: (about) => `Le niveau exigé de « ${about} » dépasse le niveau souhaité; changez l’un des deux.`,
  LEVEL_UNKNOWN: (about) =>
    `Un niveau de « ${about} » n’est d’aucune échelle connue ici et ne compte pas; nommez-en un de levelScales.`,
  SINGLE_ALTERNATIVE: () => 'Un choix d’un seul n’en est pas un; demandez la partie elle-même.',
  ALL_OF_THEM: () => 'Au moins autant qu’il y en a veut dire tous; dites-le.',
  NO_PARTS: () => 'Un groupe n’a aucune partie et personne n’y répond; retirez-le.',
  ASKED_TWICE: (about) => `« ${about} » est demandé deux fois côte à côte et compte double; gardez-en un.`,
  NOTHING_REQUIRED: () => 'Tout est souhaité et rien n’est exigé : chacun y répond; marquez ce qui est exigé.',
};
