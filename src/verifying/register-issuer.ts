import { eq, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { BadgeId, OrganizationId } from '../db/ids.ts';
import { query } from '../db/rows.ts';
import { fail, ok, type Result } from '../problem.ts';
import { isKnownAs } from '../providers/index.ts';
import { externalId, organization } from '../providers/tables.ts';
import { enqueueVerification } from './enqueue-verification.ts';

const LONGEST = 2_000;

/**
 * Notes that badges under an issuer's id are an organisation's word: then they count as of its credentials, and what they say was
 * assessed was. Its badges that are here are verified again. Run it in a transaction, as the system.
 *
 * @param issuer  Open Badges `issuer.id`: a DID or an https address
 */
export async function registerIssuer(
  tx: Db,
  organizationId: OrganizationId,
  issuer: string,
): Promise<Result<OrganizationId, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  const uri = issuer.trim();
  if (!/^(did:[a-z0-9]+:\S+|https:\/\/\S+)$/u.test(uri) || uri.length > LONGEST) {
    return fail(
      'BAD_USER_INPUT',
      'an issuer is a DID or an https address, as in issuer.id of its badges',
      'input.issuer',
    );
  }
  const there = await tx.$count(organization, eq(organization.id, organizationId));
  if (there === 0) return fail('NOT_FOUND', 'there is no organisation with that id', 'input.organizationId');
  const [other] = await query<{ name: string }>(
    tx,
    sql`select coalesce(name ->> 'en', name ->> 'fr', uri) as name from organization
        where id <> ${organizationId} and ${isKnownAs('organization', sql`${uri}`)}`,
  );
  if (other) return fail('BAD_USER_INPUT', `${uri} is known as an issuer of ${other.name}`, 'input.issuer');
  await tx
    .insert(externalId)
    .values({ noun: 'ORGANIZATION', nounId: organizationId, scheme: 'ISSUER', value: uri })
    .onConflictDoNothing();
  const badges = await query<{ id: string }>(tx, sql`select id from badge where issuer_uri = ${uri} order by id`);
  await enqueueVerification(
    tx,
    badges.map(({ id }) => Number(id) as BadgeId),
  );
  return ok(organizationId);
}
