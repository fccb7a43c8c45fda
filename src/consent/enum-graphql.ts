import {
  ALIGNMENT_KINDS,
  BADGE_FORMATS,
  BADGE_VISIBILITIES,
  CHECK_RESULTS,
  ENDORSED,
  EVIDENCE_RUNGS,
  VERIFICATION_STATES,
} from '../badges/badge.ts';
import { published } from '../graphql/enum.ts';
import { CHECK_NAMES } from '../verification/index.ts';
import { GRANT_AUDIENCES, GRANT_SCOPES } from './consent.ts';

export const FormatEnum = published('BadgeFormat', BADGE_FORMATS, 'What a badge document turned out to be.', {
  OPEN_BADGES_2: 'An Open Badges 2.0 assertion.',
  OPEN_BADGES_3: 'An Open Badges 3.0 credential, by itself or out of a comprehensive learner record.',
  EUROPASS_ELM: 'A European Digital Credential (ELM 3) that states a micro-credential.',
  CREDLY: "A badge as Credly's API states it.",
  BADGR: "An assertion as Badgr's API (Canvas Credentials, Parchment) states it.",
});
export const VerificationEnum = published(
  'VerificationState',
  VERIFICATION_STATES,
  'What the checks say so far; UNVERIFIED until they ran.',
  {
    UNVERIFIED: 'The checks have not run.',
    VALID: 'The checks passed.',
    INVALID: 'A check refused it; it shows nothing.',
    REVOKED: 'Its issuer took it back.',
    UNKNOWN: 'The checks could not decide.',
  },
);
export const CheckResultEnum = published('CheckResult', CHECK_RESULTS, 'What a check found.', {
  PASS: 'It holds.',
  FAIL: 'It does not hold.',
  SKIPPED: 'It does not apply to this badge.',
  UNKNOWN: 'It could not be decided, such as while a host is away.',
});
export const CheckNameEnum = published('CheckName', CHECK_NAMES, 'What is looked at to tell whether a badge holds.', {
  STRUCTURE: 'Whether it is written as its format asks.',
  CONTEXT: 'Whether its words mean what they seem to: JSON-LD contexts.',
  PROOF: 'Whether what it says is what was signed, or what its host says.',
  ISSUER_IDENTITY: "Whether the key, or the host, is its issuer's.",
  DATES: 'Whether it holds on the day.',
  REVOCATION: 'Whether its issuer took it back.',
  RECIPIENT: 'Whether it was awarded to this learner.',
  ENDORSEMENTS: 'Whether the endorsements it carries are proven.',
  KNOWN_ISSUER: 'Whether its issuer is an organisation known here.',
});
export const VisibilityEnum = published(
  'BadgeVisibility',
  BADGE_VISIBILITIES,
  'Who may see a badge: anyone, readers the learner granted, nobody else.',
  { PUBLIC: 'Anyone.', BY_GRANT: 'Readers the learner granted.', PRIVATE: 'Nobody but the learner.' },
);
export const AlignmentKindEnum = published('AlignmentKind', ALIGNMENT_KINDS, 'What an alignment points at.', {
  SKILL: 'A skill or piece of knowledge of a framework.',
  OCCUPATION: 'An occupation of a framework.',
  CREDENTIAL: 'Another credential.',
  RUBRIC: 'A rubric, or a criterion of one.',
  LEVEL: 'A level of a scale, such as of a rubric criterion.',
  UNKNOWN: 'No rule could tell.',
});
export const EndorsedEnum = published('Endorsed', ENDORSED, 'What an endorsement speaks for.', {
  BADGE: 'This award, to this learner.',
  ACHIEVEMENT: 'What was achieved, whoever did.',
  ISSUER: 'Who issued it; it says nothing of the learner.',
});
export const RungEnum = published('EvidenceRung', EVIDENCE_RUNGS, 'Rungs of the evidence ladder, strongest first.', {
  VERIFIED_ASSESSED:
    'A verified badge of an assessed credential, for a skill it names or assesses, or with a level or score for it.',
  VERIFIED_UNASSESSED: 'A verified badge otherwise: the skill is taught, or assessment is not stated.',
  ENDORSED: "A badge that is not verified, with somebody else's proven word for it or its achievement.",
  IMPORTED_UNVERIFIED: 'A badge that is not verified.',
  SELF_CLAIMED: "The learner's own word.",
});
export const AudienceEnum = published(
  'GrantAudience',
  GRANT_AUDIENCES,
  'Who a grant lets in; ANY_EMPLOYER never learns the name.',
  {
    ORGANIZATION: 'One named organisation.',
    ANY_EMPLOYER: 'Every employer, without the name.',
    LINK: 'Whoever holds a link.',
  },
);
export const GivenAudienceEnum = published(
  'GrantAudienceInput',
  ['ORGANIZATION', 'ANY_EMPLOYER'],
  'Who a grant lets in.',
  {
    ORGANIZATION: 'One named organisation.',
    ANY_EMPLOYER: 'Every employer, without the name.',
  },
);
export const ScopeEnum = published(
  'GrantScope',
  GRANT_SCOPES,
  'Every badge not private, with self-claims, or the listed badges only.',
  { ALL_BADGES: 'Every badge that is not private, and self-claims.', SOME_BADGES: 'The listed badges.' },
);
