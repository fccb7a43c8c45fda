/** CTDL's tree of credential classes, as far as the field uses it, and Open Badges' names for the same. Source: `ceterms:` classes. */
export const CREDENTIAL_TYPES = [
  'MICRO_CREDENTIAL',
  'BADGE',
  'CERTIFICATE',
  'CERTIFICATE_OF_COMPLETION',
  'CERTIFICATION',
  'DIPLOMA',
  'DEGREE',
  'LICENSE',
  'COURSE',
  'OTHER',
] as const;
export type CredentialType = (typeof CREDENTIAL_TYPES)[number];

/** How it is taught. Source: Ontario field list (domain §4.2); CTDL `ceterms:deliveryType`. */
export const DELIVERY_MODES = ['FACE_TO_FACE', 'ONLINE_SYNC', 'ONLINE_ASYNC', 'HYBRID', 'WORKPLACE'] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

/** What the learner does. Source: CTDL `ceterms:learningMethodType`, Ontario field list. */
export const LEARNING_FORMATS = ['COURSEWORK', 'LECTURE', 'LAB', 'PROJECT', 'WORK_INTEGRATED', 'CONFERENCE'] as const;
export type LearningFormat = (typeof LEARNING_FORMATS)[number];

/** How it is assessed. Source: CTDL `ceterms:assessmentMethodType`, Ontario field list. */
export const ASSESSMENT_METHODS = [
  'EXAM',
  'PROJECT',
  'ASSIGNMENT',
  'PORTFOLIO',
  'PERFORMANCE',
  'PRESENTATION',
  'CONFERENCE',
] as const;
export type AssessmentMethod = (typeof ASSESSMENT_METHODS)[number];

/** A fact a source may leave open. Unknown is a state, never a guess. */
export const TRISTATE = ['YES', 'NO', 'UNKNOWN'] as const;
export type Tristate = (typeof TRISTATE)[number];

/** Transcript policy differs between institutions. Source: eCampusOntario toolkit, transcriptability. */
export const TRANSCRIPTABLE = ['YES', 'NO', 'CO_CURRICULAR', 'UNKNOWN'] as const;
export const CREDIT_STATUS = ['CREDIT', 'NON_CREDIT', 'UNKNOWN'] as const;
/** Source: Ontario Tech definitions of stackability. */
export const STACK_MODES = ['VERTICAL', 'HORIZONTAL', 'VALUE_ADDED'] as const;
export const CREDENTIAL_STATUS = ['ACTIVE', 'DEPRECATED', 'CEASED'] as const;

/** What a credential has to do with a skill. Only ASSESSES and TEACHES can close a gap. */
export const CREDENTIAL_SKILL_RELATIONS = ['TEACHES', 'ASSESSES', 'REQUIRES'] as const;
export type CredentialSkillRelation = (typeof CREDENTIAL_SKILL_RELATIONS)[number];

/** How words were tied to a skill, surest first. */
export const LINK_METHODS = [
  'URI',
  'CODE',
  'LABEL',
  'ALIAS',
  'SUGGESTED_ACCEPTED_BY_RULE',
  'REVIEWED',
  'UNRESOLVED',
] as const;
export type LinkMethod = (typeof LINK_METHODS)[number];

/** Edges of a stack. Source: CTDL `isPartOf`, `isPreparationFor`, `requires`, `supersedes`. */
export const CREDENTIAL_RELATIONS = ['PART_OF', 'PREPARES_FOR', 'REQUIRES', 'SUPERSEDES'] as const;
export type CredentialRelationKind = (typeof CREDENTIAL_RELATIONS)[number];

/** eCampusOntario's framework asks a partner for two separate confirmations, so they are two facts. */
export const ENDORSEMENT_FACTS = [
  'DEMAND_CONFIRMED',
  'ASSESSMENT_CONFIRMED',
  'CO_DEVELOPED',
  'HIRES',
  'ADVISED',
] as const;
export type EndorsementFact = (typeof ENDORSEMENT_FACTS)[number];

export const PRIOR_LEARNING_METHODS = ['CHALLENGE_EXAM', 'PORTFOLIO', 'INTERVIEW', 'DEMONSTRATION'] as const;

/** What can be said about funding without knowing the learner. Source: domain §4.1. */
export const FUNDING_STATUS = ['APPROVED', 'MEETS_RULES_NOT_CONFIRMED', 'NOT_ELIGIBLE', 'UNKNOWN'] as const;
export type FundingStatus = (typeof FUNDING_STATUS)[number];

/** Orders of a list of credentials, each ascending, with what is not stated last, then by id. */
export const CREDENTIAL_ORDERS = ['ID', 'NAME', 'COST', 'HOURS'] as const;
export type CredentialOrder = (typeof CREDENTIAL_ORDERS)[number];
