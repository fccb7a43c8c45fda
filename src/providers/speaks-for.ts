import { type SQL, sql } from 'drizzle-orm';

/** Predicate on a row of `organization`, by the name it is read by: whether an issuer's id is one it is known by. */
export function isKnownAs(name: string, issuerUri: SQL): SQL {
  const row = sql.identifier(name);
  return sql`(${row}.uri = ${issuerUri} or ${row}.id in (
    select noun_id from external_id where noun = 'ORGANIZATION' and value = ${issuerUri}))`;
}

/**
 * Whether an issuer's id is one an organisation is known by: its own address or DID, or one registered for it. Anybody can sign a
 * badge that names another's credential; only its provider's word makes it one.
 *
 * @param issuerUri       Open Badges `issuer.id`
 * @param organizationId  the organisation's id here
 */
export function speaksFor(issuerUri: SQL, organizationId: SQL): SQL {
  return sql`exists (
    select from organization speaking
    where speaking.id = ${organizationId} and ${isKnownAs('speaking', issuerUri)})`;
}
