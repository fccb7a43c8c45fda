export {
  findLearnerByKey,
  findLearners,
  type Learner,
  type LearnerToRegister,
  registerLearners,
} from './find-learners.ts';
export { findRecipients, isHashOf, type Recipient } from './find-recipients.ts';
export { linkAccount, unlinkAccount } from './link-account.ts';
