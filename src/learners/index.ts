export {
  findLearnerByKey,
  findLearners,
  type Learner,
  type LearnerToRegister,
  registerLearners,
} from './find-learners.ts';
export { findRecipients, isHashOf, type Recipient } from './find-recipients.ts';
