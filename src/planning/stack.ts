import type { BadgeId, CredentialId } from '../db/ids.ts';

/** How a learner stands with a part of a larger credential, as of a moment. EXPIRED is held no longer, and can be renewed. */
export const PART_STATES = ['HELD', 'EXPIRES_SOON', 'EXPIRED', 'MISSING'] as const;
export type PartState = (typeof PART_STATES)[number];

/** Within how many days an end is soon: time enough to take a course again. */
const SOON_DAYS = 90;

/** The badge of a credential that says most for its holder. */
export interface HeldBadge {
  readonly badgeId: BadgeId;
  readonly isVerified: boolean;
  readonly expiresAt: Date | null;
}

/** Parts of which so many must be held; the catalogue's word for it is null where it names no group. */
export interface StatedGroup {
  readonly name: string | null;
  /** Null where the catalogue states no number. */
  readonly required: number | null;
  readonly partIds: readonly CredentialId[];
  /** True where only the learner's own bundles tie the parts: then nobody says how many it takes. */
  readonly isUnstated?: boolean;
}

export interface StackPart {
  readonly credentialId: CredentialId;
  readonly state: PartState;
  readonly held: HeldBadge | null;
}

export interface StackGroup {
  readonly name: string | null;
  readonly required: number;
  readonly parts: readonly StackPart[];
  /** How many parts count, at most as many as are required. */
  readonly counted: number;
}

export interface Prerequisite {
  readonly credentialId: CredentialId;
  readonly requiredBy: CredentialId;
  /** How many of those that stand for each other are still needed; null for one that is needed itself. */
  readonly ofAlternatives: number | null;
}

/** Credentials of which so many must be held before another: one of one, or n of a group. */
export interface AskedFirst {
  readonly needed: number;
  readonly of: readonly CredentialId[];
}

/** How far a learner is toward one larger credential. */
export interface Stack {
  readonly credentialId: CredentialId;
  /** Whether the larger one is held itself. */
  readonly isEarned: boolean;
  readonly groups: readonly StackGroup[];
  readonly counted: number;
  readonly needed: number;
  /** Asked for before the larger one or before a part still missing, and not held. */
  readonly missingPrerequisites: readonly Prerequisite[];
  /** Everything it asks for is held: enough parts of each group and what must come before. False where nobody says how many. */
  readonly isComplete: boolean;
}

/**
 * Progress toward a larger credential. A group without a number asks for all its parts, and parts outside the groups of a
 * credential that has some are told and not asked for, as plans count them. Source: CTDL `ceterms:isPartOf`,
 * `ceterms:requiredNumber`. What only a bundle ties is told, and completes nothing.
 *
 * @param asked  prerequisites by the credential that asks for them
 */
export function stackOf(
  credentialId: CredentialId,
  groups: readonly StatedGroup[],
  held: ReadonlyMap<CredentialId, HeldBadge>,
  asked: ReadonlyMap<CredentialId, readonly AskedFirst[]>,
  asOf: Date,
): Stack {
  const stateOf = (id: CredentialId) => partState(held.get(id), asOf);
  const isCounted = (id: CredentialId) => COUNTED.has(stateOf(id));
  const isGrouped = groups.some(({ required }) => required !== null);
  const told = groups.map(({ name, required, partIds, isUnstated = false }): StackGroup => {
    const parts = partIds.map((id) => ({ credentialId: id, state: stateOf(id), held: held.get(id) ?? null }));
    const all = isUnstated || (isGrouped && name === null) ? 0 : parts.length;
    const needed = Math.min(required ?? all, parts.length);
    const counted = Math.min(needed, parts.filter(({ state }) => COUNTED.has(state)).length);
    return { name, required: needed, parts, counted };
  });
  const open = told
    .filter(({ counted, required }) => counted < required)
    .flatMap(({ parts }) => parts.filter(({ state }) => !COUNTED.has(state)).map((part) => part.credentialId));
  const missingPrerequisites = [credentialId, ...new Set(open)].flatMap((requiredBy) =>
    (asked.get(requiredBy) ?? []).flatMap(({ needed, of }): Prerequisite[] => {
      const missing = of.filter((id) => !isCounted(id));
      const wanted = needed - (of.length - missing.length);
      const ofAlternatives = wanted < missing.length ? wanted : null;
      return wanted <= 0 ? [] : missing.map((id) => ({ credentialId: id, requiredBy, ofAlternatives }));
    }),
  );
  const counted = told.reduce((sum, group) => sum + group.counted, 0);
  const needed = told.reduce((sum, group) => sum + group.required, 0);
  return {
    ...{ credentialId, groups: told, counted, needed, missingPrerequisites },
    isEarned: isCounted(credentialId),
    isComplete: needed > 0 && counted === needed && missingPrerequisites.length === 0,
  };
}

const COUNTED: ReadonlySet<PartState> = new Set(['HELD', 'EXPIRES_SOON']);

function partState(held: HeldBadge | undefined, asOf: Date): PartState {
  if (!held) return 'MISSING';
  if (held.expiresAt === null) return 'HELD';
  const left = held.expiresAt.getTime() - asOf.getTime();
  if (left <= 0) return 'EXPIRED';
  return left <= SOON_DAYS * 86_400_000 ? 'EXPIRES_SOON' : 'HELD';
}
