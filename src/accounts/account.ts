import { fail, ok, type Result } from '../problem.ts';

/** What a person or machine may be here. Source: design §3, people and rights. */
export const ROLES = ['ADMINISTRATOR', 'PROVIDER', 'EMPLOYER', 'PORTAL', 'LEARNER', 'AUDITOR'] as const;
export type Role = (typeof ROLES)[number];

/** Each role in words. */
export const ROLE_MEANINGS: Readonly<Record<Role, string>> = {
  ADMINISTRATOR: 'Runs the hub.',
  PROVIDER: 'Acts for an organisation that awards credentials.',
  EMPLOYER: 'Acts for an organisation that publishes jobs.',
  PORTAL: 'Acts for a job or career site.',
  LEARNER: 'Holds badges and decides who sees them.',
  AUDITOR: 'Reads for the hub and changes nothing.',
};

/** Of whom a role is held: the hub itself, an organisation, or one learner. */
export const STANDS_FOR: Readonly<Record<Role, 'HUB' | 'ORGANIZATION' | 'LEARNER'>> = {
  ADMINISTRATOR: 'HUB',
  AUDITOR: 'HUB',
  PROVIDER: 'ORGANIZATION',
  EMPLOYER: 'ORGANIZATION',
  PORTAL: 'ORGANIZATION',
  LEARNER: 'LEARNER',
};

/** Whether a role is stated with just what it stands for: an organisation's with it, a learner's with it, the hub's with neither. */
export function checkStanding(
  role: Role,
  named: { readonly organizationId: number | null; readonly learnerId: number | null },
): Result<void, 'BAD_USER_INPUT'> {
  const standsFor = STANDS_FOR[role];
  const expected = { organizationId: standsFor === 'ORGANIZATION', learnerId: standsFor === 'LEARNER' };
  for (const field of ['organizationId', 'learnerId'] as const) {
    const isNamed = named[field] !== null;
    if (isNamed === expected[field]) continue;
    const fault = isNamed ? `leave ${field} out` : `state ${field}`;
    return fail('BAD_USER_INPUT', `the role ${role} is held of the ${standsFor.toLowerCase()}; ${fault}`, field);
  }
  return ok(undefined);
}
