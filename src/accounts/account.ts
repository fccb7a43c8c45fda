/** What a person or machine may be here. Source: design §3, people and rights. */
export const ROLES = ['ADMINISTRATOR', 'PROVIDER', 'EMPLOYER', 'PORTAL', 'LEARNER', 'AUDITOR'] as const;
export type Role = (typeof ROLES)[number];
