import type { Reader } from '../consent/index.ts';
import type { DeliveryMode } from '../credentials/credential.ts';
import type { Credential } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId } from '../db/ids.ts';
import { acceptedCredit, askedBy, type Leaf, POLICY, type SkillGap } from '../matching/index.ts';
import type { Option, PlanObjective, Required } from './choose-plan.ts';
import { findAsked } from './find-asked.ts';
import { type Bringing, findBringing, findCredentialRows, findHeldCredentials } from './find-options.ts';
import { earned, wouldMeet } from './worth.ts';

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

/** Why a requirement stays open in every plan; the first that holds. */
export const OPEN_REASONS = ['UNRESOLVED', 'HELD_UNVERIFIED', 'OUTSIDE_LIMITS', 'NO_CREDENTIAL'] as const;
export type OpenReason = (typeof OPEN_REASONS)[number];

/** Everything on offer that bears on a gap. */
export interface Market {
  readonly credentials: ReadonlyMap<CredentialId, Credential>;
  readonly options: readonly Option[];
  readonly bringing: readonly Bringing[];
  /** What must be chosen before a credential. */
  readonly asks: ReadonlyMap<CredentialId, readonly Required[]>;
  /** What the reader sees the learner hold. */
  readonly held: ReadonlyMap<CredentialId, { readonly isVerified: boolean }>;
  /** Which credentials would meet a leaf, within the limits that apply to one credential. */
  readonly covers: (leaf: Leaf) => readonly CredentialId[];
  /** Whether a badge that is held would meet the leaf, were it verified: nothing needs to be earned for it. */
  readonly isHeldUnverified: (leaf: Leaf) => boolean;
  readonly whyOpen: (leaf: Leaf) => OpenReason;
}

/** @param reader  whose eyes decide what is held: a hidden badge is no badge here either */
export async function readMarket(db: Db, reader: Reader, gap: SkillGap, constraints: PlanConstraints): Promise<Market> {
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
  const meeting = (leaf: Leaf): CredentialId[] => {
    if (leaf.kind === 'SKILL') {
      const those = bringing.filter((each) => each.askedSkillId === leaf.skillId && wouldMeet(leaf, each));
      return [...new Set(those.map(({ credentialId }) => credentialId))];
    }
    const row = leaf.credentialId === null ? undefined : credentials.get(leaf.credentialId);
    return row && acceptedCredit(leaf, earned(row)) >= POLICY.met ? [row.id] : [];
  };
  const isHeldUnverified = (leaf: Leaf) => meeting(leaf).some((id) => held.get(id)?.isVerified === false);
  const highest = Math.max(0, ...rows.map((row) => row.costCents ?? 0));
  const longest = Math.max(0, ...rows.map((row) => hoursOf(row) ?? 0));
  const optionOf = (row: Credential): Option => ({
    id: row.id,
    // What is not stated is taken for the dearest known, so that silence never wins.
    price: { COST: row.costCents ?? highest, HOURS: (hoursOf(row) ?? longest) * 10, COUNT: 1 }[constraints.objective],
    costCents: row.costCents ?? (constraints.maxCostCents != null ? highest : null),
    hours: hoursOf(row) ?? (constraints.maxHours != null ? longest : null),
    requires: asks.get(row.id) ?? [],
    drawback: drawbackOf(row, bringing),
  });
  return {
    ...{ credentials, bringing, asks, held, isHeldUnverified },
    options: rows.filter(({ id }) => isOffered(id)).map(optionOf),
    covers: (leaf) => meeting(leaf).filter(isOffered),
    whyOpen: (leaf) => {
      if (askedBy(leaf) === null) return 'UNRESOLVED';
      if (isHeldUnverified(leaf)) return 'HELD_UNVERIFIED';
      return meeting(leaf).some((id) => !held.has(id)) ? 'OUTSIDE_LIMITS' : 'NO_CREDENTIAL';
    },
  };
}

function isWithin({ deliveryMode, languages, costCents }: Credential, constraints: PlanConstraints): boolean {
  const modes = constraints.deliveryModes;
  const wanted = constraints.languages?.map((tag) => tag.split('-')[0]);
  if (modes != null && (deliveryMode === null || !modes.includes(deliveryMode))) return false;
  if (wanted != null && !languages.some((tag) => wanted.includes(tag.split('-')[0]))) return false;
  return constraints.maxCostCents == null || costCents === null || costCents <= constraints.maxCostCents;
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
