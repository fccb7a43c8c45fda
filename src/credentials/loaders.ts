import { inArray } from 'drizzle-orm';
import type { CredentialId } from '../db/ids.ts';
import { groupedInOrder, inOrder, loader } from '../graphql/loader.ts';
import {
  findEndorsementsOf,
  findFundingOf,
  findOfferingsOf,
  findPriorLearningOf,
  findRelationsOf,
  findSkillsOf,
} from './find-credentials.ts';
import { credential } from './tables.ts';

export const credentialById = loader(async ({ db }, ids: readonly CredentialId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(credential)
      .where(inArray(credential.id, [...ids])),
    ({ id }) => id,
  ),
);

export const skillsOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  groupedInOrder(ids, await findSkillsOf(db, ids), ({ credentialId }) => credentialId),
);

export const relationsOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  groupedInOrder(ids, await findRelationsOf(db, ids), ({ fromId }) => fromId),
);

export const endorsementsOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  groupedInOrder(ids, await findEndorsementsOf(db, ids), ({ credentialId }) => credentialId),
);

export const offeringsOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  groupedInOrder(ids, await findOfferingsOf(db, ids), ({ credentialId }) => credentialId),
);

export const priorLearningOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  inOrder(ids, await findPriorLearningOf(db, ids), ({ credentialId }) => credentialId),
);

export const fundingOfCredential = loader(async ({ db }, ids: readonly CredentialId[]) =>
  groupedInOrder(ids, await findFundingOf(db, ids), ({ credentialId }) => credentialId),
);
