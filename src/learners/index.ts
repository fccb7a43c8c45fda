export { addDocument } from './add-document.ts';
export { type ErasedName, findErased, recordErased } from './erased-learners.ts';
export {
  findLearnerByKey,
  findLearners,
  type Learner,
  type LearnerToRegister,
  registerLearners,
} from './find-learners.ts';
export { findDocument, findPriorLearning, type PriorLearningDocument } from './find-prior-learning.ts';
export { findRecipients, isHashOf, type Recipient } from './find-recipients.ts';
export { linkAccount, unlinkAccount } from './link-account.ts';
export { DOCUMENT_TYPES, LARGEST_DOCUMENT } from './prior-learning.ts';
