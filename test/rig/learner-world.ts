import { badge } from '../../src/badges/tables.ts';
import { type GrantAudience, type GrantScope, grantConsent } from '../../src/consent/index.ts';
import type { Db } from '../../src/db/client.ts';
import type { BadgeId, LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { registerLearners } from '../../src/learners/index.ts';
import { valueOrThrow } from '../../src/problem.ts';

/** A badge of a learner's in a world a test builds. */
export interface StatedBadge {
  readonly name: string;
  readonly visibility?: 'PUBLIC' | 'BY_GRANT' | 'PRIVATE';
}

/** Registers learners by pseudonym; their key and name are made of it. */
export function makeLearners(db: Db, ...pseudonyms: readonly string[]): Promise<LearnerId[]> {
  return registerLearners(
    db,
    pseudonyms.map((pseudonym) => ({
      ...{ key: pseudonym, pseudonym, displayName: `Name of ${pseudonym}`, language: 'en' },
      identities: [{ type: 'email', value: `${pseudonym.replaceAll(' ', '.')}@example.org` }],
    })),
  );
}

/** Gives a learner badges, as received and unverified. */
export async function makeBadges(db: Db, learnerId: LearnerId, badges: readonly StatedBadge[]): Promise<BadgeId[]> {
  if (badges.length === 0) return [];
  const rows = await db
    .insert(badge)
    .values(
      badges.map(({ name, visibility = 'BY_GRANT' }) => ({
        ...{ learnerId, name, visibility, format: 'OPEN_BADGES_3' as const, issuerUri: 'https://issuer.example' },
        ...{ uri: `urn:badge:${learnerId}:${name}`, document: { id: `urn:badge:${learnerId}:${name}` } },
      })),
    )
    .returning({ id: badge.id });
  return rows.map(({ id }) => id);
}

/** Gives a consent of all badges, or of those listed, for a day. */
export async function makeGrant(
  db: Db,
  learnerId: LearnerId,
  grant: {
    readonly audience: GrantAudience;
    readonly organizationId?: OrganizationId;
    readonly badgeIds?: readonly BadgeId[];
    readonly showsName?: boolean;
  },
) {
  const scope: GrantScope = grant.badgeIds ? 'SOME_BADGES' : 'ALL_BADGES';
  return valueOrThrow(
    await grantConsent(db, learnerId, {
      ...{ scope, purpose: 'a test', endsAt: new Date(Date.now() + 86_400_000), showsName: false },
      ...grant,
    }),
  );
}
