/** Who a grant lets in: one organisation, any employer (without the learner's name), or whoever holds a link. */
export const GRANT_AUDIENCES = ['ORGANIZATION', 'ANY_EMPLOYER', 'LINK'] as const;
export type GrantAudience = (typeof GRANT_AUDIENCES)[number];

/** What a grant shows: every badge open to grants, with self-claims, or the listed badges only. */
export const GRANT_SCOPES = ['ALL_BADGES', 'SOME_BADGES'] as const;
export type GrantScope = (typeof GRANT_SCOPES)[number];
