/** Who a grant lets in: one organisation, any employer (without the learner's name), or whoever holds a link. */
export const GRANT_AUDIENCES = ['ORGANIZATION', 'ANY_EMPLOYER', 'LINK'] as const;
export type GrantAudience = (typeof GRANT_AUDIENCES)[number];

/** What a grant shows: every badge open to grants, with self-claims, or the listed badges only. */
export const GRANT_SCOPES = ['ALL_BADGES', 'SOME_BADGES'] as const;
export type GrantScope = (typeof GRANT_SCOPES)[number];

/** Who read a learner's data, as their access log names them; ANYONE saw what is public, or signed in as nobody let in. */
export const ACCESS_READERS = ['ORGANIZATION', 'LINK', 'ADMINISTRATOR', 'ANYONE'] as const;

/** What of a learner was read, or what for. */
export const ACCESS_KINDS = [
  'PROFILE',
  'BADGES',
  'SKILLS',
  'CANDIDATES',
  'SKILL_GAP',
  'PLANS',
  'PRIOR_LEARNING',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];
