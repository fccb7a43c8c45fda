import { EVIDENCE_RUNGS, rungOf } from '../../badges/index.ts';
import type { CredentialId, LevelId, SkillId } from '../../db/ids.ts';
import { leavesOf, type RequirementGroup } from '../../jobs/index.ts';
import type { NearRelation } from '../../skills/index.ts';
import type { Leaf } from '../compile-tree.ts';
import { type Weighed, weigh } from '../weigh.ts';
import { credentialThing } from './chunk.ts';
import { HELD_UNVERIFIED, HELD_VERIFIED, worthAt, worthsFor } from './mark.ts';

/** A skill that bears on an asked one. */
export interface NearSkill {
  readonly skillId: SkillId;
  readonly relation: NearRelation;
  readonly confidence: number;
}

/** What a plan is made with, beside the tree. */
export interface Bearings {
  readonly near: ReadonlyMap<SkillId, readonly NearSkill[]>;
  /** The asked credentials that are known to be assessed. */
  readonly assessed: ReadonlySet<CredentialId>;
  /** Levels the index knows; the first has place 1. */
  readonly levels: readonly LevelId[];
}

/** Postings that bear on a leaf, and what each is worth toward it. */
export interface PlannedList {
  readonly leaf: number;
  readonly thing: number;
  /** By rung and level (`worthAt`): place of the credit among the leaf's, times 2, plus 1 where it meets the leaf. */
  readonly worths: Uint16Array;
}

/** A requirement tree made ready for partitions: plain data, that passes between threads. */
export interface Plan {
  readonly tree: RequirementGroup;
  /** Of each leaf, the credits evidence may bring, ascending; the first is 0. */
  readonly credits: readonly Float64Array[];
  readonly lists: readonly PlannedList[];
}

/** Weighs all kinds of evidence for each leaf beforehand, by the very function that weighs one learner's. */
export function planFor(tree: RequirementGroup, bearings: Bearings): Plan {
  const credits: Float64Array[] = [];
  const lists: PlannedList[] = [];
  for (const [at, leaf] of leavesOf(tree).entries()) {
    const weighed = weighedLists(leaf, bearings);
    const ascending = Float64Array.from(
      new Set([0, ...weighed.flatMap(({ worths }) => worths.map(({ credit }) => credit))]),
    ).sort();
    const placeOf = new Map(Array.from(ascending, (credit, place) => [credit, place]));
    credits.push(ascending);
    for (const { thing, worths } of weighed) {
      const codes = worths.map(({ credit, isMet }) => ((placeOf.get(credit) ?? 0) << 1) | Number(isMet));
      lists.push({ leaf: at, thing, worths: Uint16Array.from(codes) });
    }
  }
  return { tree, credits, lists };
}

const NOTHING = { credit: 0, isMet: false };
type Worth = Pick<Weighed, 'credit' | 'isMet'>;

function weighedLists(leaf: Leaf, { near, assessed, levels }: Bearings): { thing: number; worths: Worth[] }[] {
  if (leaf.kind === 'CREDENTIAL') {
    if (leaf.credentialId === null) return [];
    const isAssessed = assessed.has(leaf.credentialId);
    const worths: Worth[] = new Array(worthsFor(0)).fill(NOTHING);
    for (const [code, verification] of [[HELD_VERIFIED, 'VALID'] as const, [HELD_UNVERIFIED, 'UNVERIFIED'] as const]) {
      const rung = rungOf(verification, isAssessed, 'ASSESSES');
      worths[worthAt(code, 0)] = weigh(leaf, { rung, relation: 'SAME', confidence: 1 });
    }
    return [{ thing: credentialThing(leaf.credentialId), worths }];
  }
  if (leaf.skillId === null) return [];
  const found = new Map<SkillId, Worth[]>();
  for (const { skillId, relation, confidence } of near.get(leaf.skillId) ?? []) {
    const before = found.get(skillId);
    const worths: Worth[] = before ?? new Array(worthsFor(levels.length)).fill(NOTHING);
    found.set(skillId, worths);
    for (let place = 0; place <= levels.length; place++) {
      const levelId = place === 0 ? null : (levels[place - 1] ?? null);
      for (const [code, rung] of EVIDENCE_RUNGS.entries()) {
        const at = worthAt(code, place);
        worths[at] = bestOf(worths[at] ?? NOTHING, weigh(leaf, { rung, relation, confidence, levelId }));
      }
    }
  }
  return [...found].map(([thing, worths]) => ({ thing, worths }));
}

/** Of a skill that bears in two ways, each piece of evidence counts in both. */
function bestOf(one: Worth, other: Worth): Worth {
  return { credit: Math.max(one.credit, other.credit), isMet: one.isMet || other.isMet };
}
