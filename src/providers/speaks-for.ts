import { type SQL, sql } from 'drizzle-orm';

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
    where speaking.id = ${organizationId} and (speaking.uri = ${issuerUri} or exists (
      select from external_id named
      where named.noun = 'ORGANIZATION' and named.noun_id = speaking.id and named.value = ${issuerUri})))`;
}
