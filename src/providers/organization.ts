/** What an organisation does here; one may do several things. */
export const ORGANIZATION_ROLES = ['PROVIDER', 'EMPLOYER', 'PORTAL', 'QUALITY_BODY'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/** What an organisation is. Source: eCampusOntario framework, element "issuing body"; Ontario's micro-credential page. */
export const ORGANIZATION_KINDS = [
  'UNIVERSITY',
  'COLLEGE',
  'INDIGENOUS_INSTITUTE',
  'CAREER_COLLEGE',
  'PROFESSIONAL_BODY',
  'LICENSING_BODY',
  'EMPLOYER',
  'PORTAL',
  'OTHER',
] as const;
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number];

/** Nouns that carry identifiers of other systems. */
export const IDENTIFIED_NOUNS = [
  'ORGANIZATION',
  'CREDENTIAL',
  'SKILL',
  'OCCUPATION',
  'FRAMEWORK',
  'LEARNER',
  'JOB',
] as const;
