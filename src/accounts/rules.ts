import type { Rule } from '../graphql/policy.ts';

/** The rules that policies are written in: who may select a field, by role and scope, and which rows it shows them. */

export const PUBLIC: Rule = {
  name: 'PUBLIC',
  meaning: 'Catalogue, frameworks and jobs: what is published is for everybody.',
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'ALL',
};

export const ABOUT_VIEWER: Rule = {
  name: 'ABOUT_VIEWER',
  meaning: 'Tells who asks as whom they ask.',
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'VIEWER',
};

export const SHOWN: Rule = {
  name: 'SHOWN',
  meaning: "A learner's data, as far as they show it.",
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'SHOWN',
};

export const NAMED: Rule = {
  name: 'NAMED',
  meaning: "Tells or leads to a learner's name.",
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'NAMED',
};

export const OWN: Rule = {
  name: 'OWN',
  meaning: 'What only the learner sees of themselves: whom they let see what.',
  roles: ['LEARNER'],
  scopes: ['READ', 'SHARE'],
  rows: 'OWN',
};

export const SELF: Rule = {
  name: 'SELF',
  meaning: 'Tells a learner of themselves: what others see of them, and all that is known of them.',
  roles: ['LEARNER'],
  scopes: ['READ', 'SHARE'],
  rows: 'VIEWER',
};

export const LINKED: Rule = {
  name: 'LINKED',
  meaning: 'What a share link shows.',
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'LINK',
};

export const SHARING: Rule = {
  name: 'SHARING',
  meaning: "Changes a learner's badges, claims and consents.",
  roles: ['LEARNER'],
  scopes: ['SHARE'],
  rows: 'OWN',
};

export const UPLOADING: Rule = {
  name: 'UPLOADING',
  meaning: 'Leaves files for imports and badges to be read from.',
  roles: ['LEARNER', 'ADMINISTRATOR'],
  scopes: ['SHARE', 'IMPORT'],
  rows: 'VIEWER',
};

export const SEARCHING: Rule = {
  name: 'SEARCHING',
  meaning: 'Looks for people who fit a requirement, among those who show themselves.',
  roles: ['EMPLOYER', 'PORTAL', 'ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'SHOWN',
};

export const COMPARING: Rule = {
  name: 'COMPARING',
  meaning: 'Compares what employers ask for with what credentials bring and learners show, of people in counts alone.',
  roles: ['PROVIDER', 'EMPLOYER', 'PORTAL', 'ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'ALL',
};

export const FOLLOWING_MATCHES: Rule = {
  name: 'FOLLOWING_MATCHES',
  meaning: 'Hears when the matches of a job of its own were computed anew.',
  roles: ['EMPLOYER', 'ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'ORGANIZATION',
};

export const POSTING: Rule = {
  name: 'POSTING',
  meaning: 'Publishes and changes jobs, and accepts credentials.',
  roles: ['EMPLOYER', 'ADMINISTRATOR'],
  scopes: ['PUBLISH'],
  rows: 'ORGANIZATION',
};

export const IMPORTING: Rule = {
  name: 'IMPORTING',
  meaning: 'Registers sources and issuers, and starts imports.',
  roles: ['ADMINISTRATOR'],
  scopes: ['IMPORT'],
  rows: 'ALL',
};

export const WATCHING_IMPORTS: Rule = {
  name: 'WATCHING_IMPORTS',
  meaning: 'Looks up sources and runs.',
  roles: ['ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'ALL',
};

export const IMPORTS: Rule = {
  name: 'IMPORTS',
  meaning: 'What a source or run is like, looked up or just started.',
  roles: ['ADMINISTRATOR'],
  scopes: ['READ', 'IMPORT'],
  rows: 'ALL',
};

export const REVIEWING: Rule = {
  name: 'REVIEWING',
  meaning: 'Decides what words mean and which skills are one, for the whole hub.',
  roles: ['ADMINISTRATOR'],
  scopes: ['IMPORT'],
  rows: 'ALL',
};

export const WATCHING_REVIEWS: Rule = {
  name: 'WATCHING_REVIEWS',
  meaning: 'Looks up what waits for such a decision.',
  roles: ['ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'ALL',
};

export const REVIEWS: Rule = {
  name: 'REVIEWS',
  meaning: 'What a review is like, looked up or just decided.',
  roles: ['ADMINISTRATOR'],
  scopes: ['READ', 'IMPORT'],
  rows: 'ALL',
};

export const MANAGING: Rule = {
  name: 'MANAGING',
  meaning: 'Manages keys and members. The scope is held by administrators and by managers of an organisation.',
  roles: ['PROVIDER', 'EMPLOYER', 'PORTAL', 'ADMINISTRATOR'],
  scopes: ['MANAGE'],
  rows: 'ORGANIZATION',
};

export const LINKING: Rule = {
  name: 'LINKING',
  meaning: 'Decides who signs in as which learner.',
  roles: ['ADMINISTRATOR'],
  scopes: ['MANAGE'],
  rows: 'ALL',
};

export const SEEING_MEMBERS: Rule = {
  name: 'SEEING_MEMBERS',
  meaning: 'Looks up the members of an organisation.',
  roles: ['PROVIDER', 'EMPLOYER', 'PORTAL', 'ADMINISTRATOR'],
  scopes: ['READ'],
  rows: 'ORGANIZATION',
};

export const MEMBERS: Rule = {
  name: 'MEMBERS',
  meaning: 'What a member is, looked up or just added.',
  roles: ['PROVIDER', 'EMPLOYER', 'PORTAL', 'ADMINISTRATOR'],
  scopes: ['READ', 'MANAGE'],
  rows: 'ORGANIZATION',
};

export const PRIOR_LEARNING: Rule = {
  name: 'PRIOR_LEARNING',
  meaning: 'What a claim to prior learning is, for its learner and for the provider it was put to.',
  roles: ['LEARNER', 'PROVIDER'],
  scopes: ['READ', 'SHARE', 'PUBLISH'],
  rows: 'PUT',
};

export const ASSESSMENTS: Rule = {
  name: 'ASSESSMENTS',
  meaning: 'Looks up the claims to prior learning put to a provider.',
  roles: ['PROVIDER'],
  scopes: ['READ'],
  rows: 'ORGANIZATION',
};

export const ASSESSING: Rule = {
  name: 'ASSESSING',
  meaning: 'Decides on claims to prior learning.',
  roles: ['PROVIDER'],
  scopes: ['PUBLISH'],
  rows: 'ORGANIZATION',
};

export const ERASING: Rule = {
  name: 'ERASING',
  meaning: 'Erases a learner: themselves, or for an administrator anybody.',
  roles: ['LEARNER', 'ADMINISTRATOR'],
  scopes: ['SHARE', 'MANAGE'],
  rows: 'SHOWN',
};

/** Every rule, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  ...[PUBLIC, ABOUT_VIEWER, SHOWN, NAMED, OWN, SELF, LINKED, SHARING],
  ...[UPLOADING, SEARCHING, COMPARING, FOLLOWING_MATCHES],
  ...[PRIOR_LEARNING, ASSESSMENTS, ASSESSING, ERASING],
  ...[POSTING, WATCHING_IMPORTS, IMPORTS, IMPORTING, WATCHING_REVIEWS, REVIEWS, REVIEWING],
  ...[SEEING_MEMBERS, MEMBERS, MANAGING, LINKING],
];
