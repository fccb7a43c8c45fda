import { published } from '../graphql/enum.ts';
import * as words from './credential.ts';

export const TypeEnum = published(
  'CredentialType',
  words.CREDENTIAL_TYPES,
  "CTDL's tree of credential classes. Source: ceterms classes.",
  {
    MICRO_CREDENTIAL: 'CTDL ceterms:MicroCredential.',
    BADGE: 'CTDL ceterms:Badge.',
    CERTIFICATE: 'CTDL ceterms:Certificate: says that one met the requirements of a programme.',
    CERTIFICATE_OF_COMPLETION: 'Says that one took part to the end.',
    CERTIFICATION: 'Time-limited and renewed, by a body of a profession.',
    DIPLOMA: 'CTDL ceterms:Diploma: awarded for a longer programme, below a degree.',
    DEGREE: 'CTDL ceterms:Degree: a bachelor’s, a master’s or a doctorate, among others.',
    LICENSE: 'Permits one to practise.',
    COURSE: 'A course that awards no more than itself.',
    OTHER: 'The source names a type of its own.',
  },
);
export const StatusEnum = published('CredentialStatus', words.CREDENTIAL_STATUS, 'Whether it is still awarded.', {
  ACTIVE: 'It is awarded.',
  DEPRECATED: 'It is being replaced.',
  CEASED: 'It is awarded no more.',
});
export const DeliveryModeEnum = published(
  'DeliveryMode',
  words.DELIVERY_MODES,
  'How it is taught. Source: CTDL ceterms:deliveryType.',
  {
    FACE_TO_FACE: 'At a place.',
    ONLINE_SYNC: 'Online, at set hours.',
    ONLINE_ASYNC: 'Online, at hours of one’s own.',
    HYBRID: 'Partly online, partly at a place.',
    WORKPLACE: 'At work.',
  },
);
export const FormatEnum = published('LearningFormat', words.LEARNING_FORMATS, 'What the learner does.', {
  COURSEWORK: 'Exercises and readings along the way.',
  LECTURE: 'Listening to a teacher, at a place or online.',
  LAB: 'Practice with equipment, under guidance.',
  PROJECT: 'Making something over several weeks.',
  WORK_INTEGRATED: 'Learning at work, such as a placement.',
  CONFERENCE: 'Taking part in an event of a field.',
});
export const AssessmentEnum = published('AssessmentMethod', words.ASSESSMENT_METHODS, 'How it is assessed.', {
  EXAM: 'Answering questions under supervision or against the clock.',
  PROJECT: 'Something made over several weeks is judged.',
  ASSIGNMENT: 'Tasks handed in along the way are judged.',
  PORTFOLIO: 'Collected work is judged.',
  PERFORMANCE: 'Doing the thing under observation.',
  PRESENTATION: 'Presenting to an audience that judges.',
  CONFERENCE: 'Contributing to an event of a field.',
});
export const TristateEnum = published(
  'Tristate',
  words.TRISTATE,
  'A fact a source may leave open; UNKNOWN is never a guess.',
  { YES: 'The source says so.', NO: 'The source says it is not so.', UNKNOWN: 'The source does not say.' },
);
export const TranscriptableEnum = published(
  'Transcriptable',
  words.TRANSCRIPTABLE,
  'Whether it appears on a transcript.',
  {
    YES: 'On the academic transcript.',
    NO: 'On no record of the provider.',
    CO_CURRICULAR: 'On a record beside the transcript.',
    UNKNOWN: 'The source does not say.',
  },
);
export const CreditEnum = published('CreditStatus', words.CREDIT_STATUS, 'Whether it carries academic credit.', {
  CREDIT: 'It counts toward a degree, diploma or certificate.',
  NON_CREDIT: 'It counts toward none.',
  UNKNOWN: 'The source does not say.',
});
export const StackModeEnum = published(
  'StackMode',
  words.STACK_MODES,
  'How it stacks. Source: Ontario Tech definitions.',
  {
    VERTICAL: 'Builds up to a higher level.',
    HORIZONTAL: 'Broadens at the same level.',
    VALUE_ADDED: 'Stands beside a degree and adds to it.',
  },
);
export const SkillRelationEnum = published(
  'CredentialSkillRelation',
  words.CREDENTIAL_SKILL_RELATIONS,
  'What a credential has to do with a skill.',
  {
    TEACHES: 'CTDL ceterms:teaches; proficiency is not assessed.',
    ASSESSES: 'CTDL ceterms:assesses.',
    REQUIRES: 'One must have it before.',
  },
);
export const LinkMethodEnum = published(
  'LinkMethod',
  words.LINK_METHODS,
  'How words were tied to a skill, surest first.',
  {
    URI: 'The same URI.',
    CODE: 'The same code in the framework named.',
    LABEL: 'The same preferred label.',
    ALIAS: 'The same alternative label.',
    SUGGESTED_ACCEPTED_BY_RULE: 'A suggestion that a rule accepted.',
    REVIEWED: 'A person decided.',
    UNRESOLVED: 'Tied to none.',
  },
);
export const RelationEnum = published(
  'CredentialRelationKind',
  words.CREDENTIAL_RELATIONS,
  'Edges of a stack, read left to right.',
  {
    PART_OF: 'CTDL ceterms:isPartOf.',
    PREPARES_FOR: 'CTDL ceterms:isPreparationFor.',
    REQUIRES: 'CTDL ceterms:requires.',
    SUPERSEDES: 'CTDL ceterms:supersedes.',
  },
);
export const FactEnum = published(
  'EndorsementFact',
  words.ENDORSEMENT_FACTS,
  'What a partner confirms; demand and assessment are two facts.',
  {
    DEMAND_CONFIRMED: 'The skill is in demand.',
    ASSESSMENT_CONFIRMED: 'The assessment reflects the work.',
    CO_DEVELOPED: 'They made it together with the provider.',
    HIRES: 'They hire who holds it.',
    ADVISED: 'They advised the provider.',
  },
);
export const OrderEnum = published(
  'CredentialOrder',
  words.CREDENTIAL_ORDERS,
  'What a list is sorted by, ascending: NAME as it reads in the request language, COST in cents, HOURS of workload.',
  {
    ID: 'In the order they came in.',
    NAME: 'By alphabet, as it reads in the request language.',
    COST: 'Cheapest first; without a stated cost last.',
    HOURS: 'Shortest first; without stated hours last.',
  },
);
export const MethodEnum = published(
  'PriorLearningMethod',
  words.PRIOR_LEARNING_METHODS,
  'How learning already had is recognised.',
  {
    CHALLENGE_EXAM: 'An exam without the course.',
    PORTFOLIO: 'Work already done is judged.',
    INTERVIEW: 'The learner answers an assessor’s questions.',
    DEMONSTRATION: 'The skill is shown to an assessor.',
  },
);
export const FundingStatusEnum = published(
  'FundingStatus',
  words.FUNDING_STATUS,
  'What can be said of funding without knowing the learner.',
  {
    APPROVED: 'The provider states the approval.',
    MEETS_RULES_NOT_CONFIRMED: 'Hours and weeks meet the rules; nobody states the approval.',
    NOT_ELIGIBLE: 'The provider states so, or the rules rule it out.',
    UNKNOWN: 'What the rules ask about is not stated.',
  },
);
