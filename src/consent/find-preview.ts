import { eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId, OrganizationId, ShareLinkId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { organization } from '../providers/tables.ts';
import type { Reader } from './reader.ts';
import { findShareLink } from './share-with-link.ts';

/** Whose eyes a learner wants to look at themselves with: exactly one is stated. */
export interface Looker {
  readonly organizationId?: OrganizationId | undefined;
  readonly asAnyEmployer?: boolean | undefined;
  readonly shareLinkId?: ShareLinkId | undefined;
}

/** No organisation has it: who it stands for is let in by grants to any employer alone. */
const NO_ORGANIZATION = 0 as OrganizationId;

/**
 * The reader a learner names to look at themselves with. An organisation that employs is looked with as an employer: the most
 * it may see.
 *
 * @returns NOT_FOUND where the learner made no such link or there is no such organisation
 */
export async function findPreviewReader(
  db: Db,
  learnerId: LearnerId,
  { organizationId, asAnyEmployer, shareLinkId }: Looker,
): Promise<Result<Reader, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const stated = [organizationId !== undefined, asAnyEmployer === true, shareLinkId !== undefined].filter(Boolean);
  if (stated.length !== 1) {
    return fail(
      'BAD_USER_INPUT',
      'state exactly one of organizationId, asAnyEmployer and shareLinkId',
      'organizationId',
    );
  }
  if (shareLinkId !== undefined) {
    const link = await findShareLink(db, learnerId, shareLinkId);
    if (!link) return fail('NOT_FOUND', 'you made no such link', 'shareLinkId');
    return ok({ kind: 'LINK', learnerId, grantId: link.grantId });
  }
  if (organizationId === undefined) {
    return ok({ kind: 'ORGANIZATION', organizationId: NO_ORGANIZATION, isEmployer: true });
  }
  const [row] = await db
    .select({ roles: organization.roles })
    .from(organization)
    .where(eq(organization.id, organizationId));
  if (!row) return fail('NOT_FOUND', 'there is no organisation with that id', 'organizationId');
  return ok({ kind: 'ORGANIZATION', organizationId, isEmployer: row.roles.includes('EMPLOYER') });
}
