import type { DeliveryMode } from '../credentials/credential.ts';
import type { Credential } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import {
  acceptedCredit,
  findHoldings,
  type Holding,
  type Leaf,
  POLICY,
  type SkillGap,
  scoreRequirement,
} from '../matching/index.ts';
import type { Option, PlanObjective } from './choose-plan.ts';
import {
  type Bringing,
  findBringing,
  findCredentialRows,
  findHeldCredentials,
  findStack,
  type Stack,
} from './find-options.ts';

/** The learner's limits and what they want least of; absent means no limit. */
export interface PlanConstraints {
  readonly objective: PlanObjective;
  readonly maxCostCents?: number | null | undefined;
  readonly maxHours?: number | null | undefined;
  readonly maxCredentials?: number | null | undefined;
  readonly deliveryModes?: readonly DeliveryMode[] | null | undefined;
  /** Languages of instruction the learner takes, BCP 47. */
  readonly languages?: readonly string[] | null | undefined;
  /** Also closes what the target only prefers. */
  readonly includePreferred: boolean;
  /** How many plans at most, 1 to 3. */
  readonly alternatives: number;
}

export const NO_LIMITS: PlanConstraints = { objective: 'COST', includePreferred: false, alternatives: 3 };

/** Everything on offer that bears on a gap. */
export interface Market {
  readonly credentials: ReadonlyMap<CredentialId, Credential>;
  readonly options: readonly Option[];
  readonly bringing: readonly Bringing[];
  readonly stack: Stack;
  readonly held: ReadonlySet<CredentialId>;
  /** Which credentials would meet a leaf, within the limits that apply to one credential. */
  readonly covers: (leaf: Leaf) => readonly CredentialId[];
  /** The same without those limits. */
  readonly coversAnyway: (leaf: Leaf) => boolean;
}

export async function readMarket(db: Db, gap: SkillGap, constraints: PlanConstraints, asOf: Date): Promise<Market> {
  const asked = gap.leaves.flatMap(({ leaf }) =>
    leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : [],
  );
  const named = gap.leaves.flatMap(({ leaf }) =>
    leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null ? [leaf.credentialId] : [],
  );
  const direct = await findBringing(db, asked);
  const held = await findHeldCredentials(db, gap.learnerId, asOf);
  const nearest = [...new Set([...direct.map(({ credentialId }) => credentialId), ...named])];
  const stack = await findStack(db, nearest);
  const ids = [...new Set([...nearest, ...stack.prerequisites.flatMap(({ from, to }) => [from, to])])];
  const credentials = new Map((await findCredentialRows(db, ids)).map((row) => [row.id, row]));
  // A skill a credential asks for at its door is brought along, or by another credential of the plan.
  const entry = [...new Set(stack.entrySkills.map(({ skillId }) => skillId))];
  const entryBringing = await findBringing(db, entry);
  const entryMet = await findMetSkills(db, gap, entry);

  const isOffered = (id: CredentialId) => {
    const row = credentials.get(id);
    return (
      row !== undefined &&
      !held.has(id) &&
      row.status === 'ACTIVE' &&
      row.tombstonedAt === null &&
      isWithin(row, constraints)
    );
  };
  const wouldMeet = (leaf: Leaf, { askedSkillId, relation, confidence, how }: Bringing) =>
    leaf.kind === 'SKILL' &&
    leaf.skillId === askedSkillId &&
    acceptedCredit(leaf, { rung: rungOf(how), relation, confidence }) >= POLICY.met;
  const all = (leaf: Leaf): CredentialId[] => {
    if (leaf.kind === 'CREDENTIAL') return leaf.credentialId === null ? [] : [leaf.credentialId];
    return [...new Set(direct.filter((each) => wouldMeet(leaf, each)).map(({ credentialId }) => credentialId))];
  };
  const prerequisitesOf = (id: CredentialId) =>
    stack.prerequisites.filter(({ from }) => from === id).map(({ to }) => to);
  const entryOf = (id: CredentialId) =>
    stack.entrySkills
      .filter(({ credentialId, skillId }) => credentialId === id && !entryMet.has(skillId))
      .map(({ skillId }) =>
        entryBringing
          .filter(({ askedSkillId, credentialId }) => askedSkillId === skillId && credentialId !== id)
          .map(({ credentialId }) => credentialId),
      );
  const highest = Math.max(0, ...[...credentials.values()].map((row) => row.costCents ?? 0));
  const longest = Math.max(0, ...[...credentials.values()].map((row) => hoursOf(row) ?? 0));
  const options = ids.filter(isOffered).map((id): Option => {
    const row = credentials.get(id) as Credential;
    return {
      id,
      // What is not stated is taken for the dearest known, so that silence never wins.
      price: { COST: row.costCents ?? highest, HOURS: (hoursOf(row) ?? longest) * 10, COUNT: 1 }[constraints.objective],
      costCents: row.costCents ?? (constraints.maxCostCents != null ? highest : null),
      hours: hoursOf(row) ?? (constraints.maxHours != null ? longest : null),
      requires: [
        ...prerequisitesOf(id)
          .filter((each) => !held.has(each))
          .map((each) => [each]),
        ...entryOf(id),
      ],
      drawback: drawbackOf(row, direct),
    };
  });
  return {
    ...{ credentials, options, bringing: direct, stack, held },
    covers: (leaf) => all(leaf).filter(isOffered),
    coversAnyway: (leaf) => all(leaf).some((id) => !held.has(id)),
  };
}

async function findMetSkills(db: Db, gap: SkillGap, skillIds: readonly SkillId[]): Promise<Set<SkillId>> {
  if (skillIds.length === 0) return new Set();
  const leafOf = (skillId: SkillId): Leaf => ({
    ...{ kind: 'SKILL', key: `entry-${skillId}`, skillId, statement: '', weight: 1, importance: 'REQUIRED' },
    ...{ neededAtHire: true, acceptedFrom: null },
  });
  const tree = {
    key: '',
    kind: 'ALL',
    atLeast: null,
    importance: 'REQUIRED',
    weight: 1,
    children: skillIds.map(leafOf),
  } as const;
  const reader = { kind: 'LEARNER', learnerId: gap.learnerId } as const;
  const held = (await findHoldings(db, reader, tree, gap.learnerId)).get(gap.learnerId) ?? new Map();
  const { leaves } = scoreRequirement(tree, held, gap.asOf, true);
  return new Set(
    leaves.flatMap(({ isMet, leaf }) =>
      isMet && leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : [],
    ),
  );
}

function isWithin({ deliveryMode, languages, costCents }: Credential, constraints: PlanConstraints): boolean {
  const modes = constraints.deliveryModes;
  const wanted = constraints.languages?.map((tag) => tag.split('-')[0]);
  if (modes != null && (deliveryMode === null || !modes.includes(deliveryMode))) return false;
  if (wanted != null && !languages.some((tag) => wanted.includes(tag.split('-')[0]))) return false;
  return constraints.maxCostCents == null || costCents === null || costCents <= constraints.maxCostCents;
}

/** What a badge of the credential would stand on once earned and verified. Teaching without assessing is the weaker rung. */
export function rungOf(how: Bringing['how']): Holding['rung'] {
  return how === 'ASSESSES' ? 'VERIFIED_ASSESSED' : 'VERIFIED_UNASSESSED';
}

export function hoursOf({ totalHours, instructionalHours }: Credential): number | null {
  return totalHours ?? instructionalHours;
}

/** Between plans of equal price, assessed credentials and direct links are better. */
function drawbackOf({ id, assessed }: Credential, bringing: readonly Bringing[]): number {
  const own = bringing.filter(({ credentialId }) => credentialId === id);
  const taught = own.every(({ how }) => how === 'TEACHES') ? 0.5 : 0;
  const indirect = own.every(({ relation }) => relation !== 'SAME' && relation !== 'EXACT') ? 0.25 : 0;
  return taught + indirect + (assessed === 'YES' ? 0 : 0.25);
}
