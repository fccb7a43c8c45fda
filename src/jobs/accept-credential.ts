import { eq } from 'drizzle-orm';
import { credential } from '../credentials/tables.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, OrganizationId, SkillId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { checkSkill } from '../skills/index.ts';
import { checkEmployer } from './check-references.ts';
import { credentialAcceptance } from './tables.ts';

export type CredentialAcceptance = typeof credentialAcceptance.$inferSelect;

export interface AcceptanceToState {
  readonly employerId: OrganizationId;
  readonly credentialId: CredentialId;
  readonly skillId: SkillId;
  /** Null while it stands. */
  readonly endsAt: Date | null;
}

/**
 * Records an employer's standing word that a credential satisfies a skill; said again, the end last stated holds.
 *
 * @param asOf  the moment it is said
 * @returns the acceptance, or the first input field at fault
 */
export async function acceptCredential(
  db: Db,
  stated: AcceptanceToState,
  asOf: Date,
): Promise<Result<CredentialAcceptance, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const { employerId, credentialId, skillId, endsAt } = stated;
  if (endsAt !== null && !(endsAt > asOf))
    return fail('BAD_USER_INPUT', 'endsAt is past; state a moment to come, or leave it out', 'input.endsAt');
  const employer = await checkEmployer(db, employerId);
  if (!employer.ok) return employer;
  if ((await db.$count(credential, eq(credential.id, credentialId))) === 0)
    return fail('NOT_FOUND', 'there is no credential with that id', 'input.credentialId');
  const skill = await checkSkill(db, skillId, 'input.skillId');
  if (!skill.ok) return skill;

  const table = credentialAcceptance;
  const [row] = await db
    .insert(table)
    .values({ employerId, credentialId, skillId, endsAt })
    .onConflictDoUpdate({ target: [table.employerId, table.credentialId, table.skillId], set: { endsAt } })
    .returning();
  if (!row) throw new Error('the acceptance was not written');
  return ok(row);
}
