export { findRecipients, isHashOf, type Recipient } from './find-recipients.ts';
