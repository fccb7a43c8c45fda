/**
 * What the feed tells of: everything the hub publishes that has an id of its own. In the order in which one transaction's changes
 * are handed out: what others name comes before those that name it.
 */
export const FEED_NOUNS = ['ORGANIZATION', 'FRAMEWORK', 'SKILL', 'OCCUPATION', 'CREDENTIAL', 'JOB'] as const;
export type FeedNoun = (typeof FEED_NOUNS)[number];

/** Each noun's type in the API, which its global ids hold. */
export const TYPE_OF_NOUN = {
  ORGANIZATION: 'Organization',
  FRAMEWORK: 'Framework',
  SKILL: 'Skill',
  OCCUPATION: 'Occupation',
  CREDENTIAL: 'Credential',
  JOB: 'Job',
} as const satisfies Readonly<Record<FeedNoun, string>>;
