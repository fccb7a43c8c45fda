import type { Reader } from '../consent/index.ts';
import type { Credential } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId } from '../db/ids.ts';
import { askedBy, type Leaf, type SkillGap, weigh } from '../matching/index.ts';
import type { PlanConstraints, PlanTime } from './constraints.ts';
import { type Asked, findAsked } from './find-asked.ts';
import { type Bringing, findBringing, findCredentialRows, findHeldCredentials } from './find-options.ts';
import { findTerms, mostOf, statedCostOf, waysOf } from './find-ways.ts';
import type { Option } from './plan-problem.ts';
import { attainableOf } from './reduce-problem.ts';
import { earned, wouldMeet } from './worth.ts';

/** Why a requirement stays open in every plan; the first that holds. */
export const OPEN_REASONS = [
  'UNRESOLVED',
  'HELD_UNVERIFIED',
  'OUTSIDE_LIMITS',
  'PREREQUISITE_MISSING',
  'NO_CREDENTIAL',
] as const;
export type OpenReason = (typeof OPEN_REASONS)[number];

/** Everything on offer that bears on a gap. */
export interface Market {
  readonly credentials: ReadonlyMap<CredentialId, Credential>;
  readonly options: readonly Option[];
  readonly bringing: readonly Bringing[];
  /** What must be chosen before a credential. */
  readonly asks: ReadonlyMap<CredentialId, Asked>;
  /** What the reader sees the learner hold. */
  readonly held: ReadonlyMap<CredentialId, { readonly isVerified: boolean }>;
  /** Which credentials on offer would meet a leaf, whatever the learner's limits. */
  readonly covers: (leaf: Leaf) => readonly CredentialId[];
  /** Whether a badge that is held would meet the leaf, were it verified: nothing needs to be earned for it. */
  readonly isHeldUnverified: (leaf: Leaf) => boolean;
  readonly whyOpen: (leaf: Leaf) => OpenReason;
  /** What the catalogue states of one way of a credential. */
  readonly statedOf: (id: CredentialId, way: number) => { readonly costCents: number | null };
}

/** @param reader  whose eyes decide what is held: a hidden badge is no badge here either */
export async function readMarket(
  db: Db,
  reader: Reader,
  gap: SkillGap,
  constraints: PlanConstraints,
  time: PlanTime,
): Promise<Market> {
  const named = gap.leaves.flatMap(({ leaf }) =>
    leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null ? [leaf.credentialId] : [],
  );
  const bringing = await findBringing(
    db,
    gap.leaves.flatMap(({ leaf }) => (leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : [])),
  );
  const held = await findHeldCredentials(db, reader, gap.learnerId, gap.asOf);
  const nearest = [...new Set([...bringing.map(({ credentialId }) => credentialId), ...named])];
  const asks = await findAsked(db, reader, gap, nearest, held);
  const rows = await findCredentialRows(db, [...new Set([...nearest, ...asks.keys()])]);
  const credentials = new Map(rows.map((row) => [row.id, row]));
  const offered = rows.filter(
    ({ id, status, tombstonedAt }) => !held.has(id) && status === 'ACTIVE' && tombstonedAt === null,
  );
  const terms = await findTerms(
    db,
    offered.map(({ id }) => id),
  );
  const known = mostOf(offered, terms);
  const links = new Map<CredentialId, Bringing[]>();
  for (const each of bringing) links.set(each.credentialId, [...(links.get(each.credentialId) ?? []), each]);
  const options = offered.map((row): Option => {
    const asked = asks.get(row.id) ?? { requires: [], isMadeOfParts: false };
    return {
      ...{ id: row.id, requires: asked.requires, drawback: drawbackOf(row, links.get(row.id) ?? []) },
      ways: waysOf(row, terms, constraints, time, known, asked.isMadeOfParts),
    };
  });

  const waysById = new Map(options.map(({ id, ways }) => [id, ways]));
  const onOffer = new Set(offered.map(({ id }) => id));
  const attainable = attainableOf(options);
  const meeting = (leaf: Leaf): CredentialId[] => {
    if (leaf.kind === 'SKILL') {
      const those = bringing.filter((each) => each.askedSkillId === leaf.skillId && wouldMeet(leaf, each));
      return [...new Set(those.map(({ credentialId }) => credentialId))];
    }
    const row = leaf.credentialId === null ? undefined : credentials.get(leaf.credentialId);
    return row && weigh(leaf, earned(row)).isMet ? [row.id] : [];
  };
  const isHeldUnverified = (leaf: Leaf) => meeting(leaf).some((id) => held.get(id)?.isVerified === false);
  const covers = (leaf: Leaf) => meeting(leaf).filter((id) => onOffer.has(id));
  return {
    ...{ credentials, bringing, asks, held, isHeldUnverified, options, covers },
    statedOf: (id, way) => {
      const [row, taken] = [credentials.get(id), waysById.get(id)?.[way]];
      return { costCents: row && taken ? statedCostOf(row, terms, taken, time) : null };
    },
    whyOpen: (leaf) => {
      if (askedBy(leaf) === null) return 'UNRESOLVED';
      if (isHeldUnverified(leaf)) return 'HELD_UNVERIFIED';
      const those = covers(leaf);
      if (those.length === 0) return 'NO_CREDENTIAL';
      return those.some((id) => attainable.has(id)) ? 'OUTSIDE_LIMITS' : 'PREREQUISITE_MISSING';
    },
  };
}

/** Between plans of equal price, assessed credentials and direct links are better. */
function drawbackOf({ assessed }: Credential, own: readonly Bringing[]): number {
  const taught = own.every(({ how }) => how === 'TEACHES') ? 0.5 : 0;
  const indirect = own.every(({ relation }) => relation !== 'SAME' && relation !== 'EXACT') ? 0.25 : 0;
  return taught + indirect + (assessed === 'YES' ? 0 : 0.25);
}
