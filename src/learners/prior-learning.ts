/** Where a claim to prior learning stands: the learner's until it is submitted, the provider's to decide after that. */
export const PRIOR_LEARNING_STATES = ['DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'RECOGNISED', 'DECLINED'] as const;
export type PriorLearningState = (typeof PRIOR_LEARNING_STATES)[number];

/** What a provider may make of a claim. */
export const PRIOR_LEARNING_DECISIONS = ['UNDER_REVIEW', 'RECOGNISED', 'DECLINED'] as const;
export type PriorLearningDecision = (typeof PRIOR_LEARNING_DECISIONS)[number];

/** States in which its provider may still decide. */
export const OPEN_TO_DECISION: readonly PriorLearningState[] = ['SUBMITTED', 'UNDER_REVIEW'];

export const PRIOR_LEARNING_LIMITS = { description: 5_000, reason: 2_000, skills: 50, documents: 10 } as const;
/** Bytes of one document. */
export const LARGEST_DOCUMENT = 5_000_000;

/** Kinds of document that are taken, told by their content (magic bytes), and the ending each is handed out with. */
export const DOCUMENT_TYPES: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.oasis.opendocument.text': 'odt',
};
