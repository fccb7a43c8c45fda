export { CHECK_NAMES, type Check, type CheckName, type CheckResult, type Verdict, verdictOf } from './check.ts';
export type { Identity } from './check-recipient.ts';
export { createVerifierPool, type VerifierPool } from './pool.ts';
export type { Resolve, Resolved, ResolveFault } from './resolve.ts';
export { type KeyPair, makeKeyPair, type Signed, type SigningKey } from './sign-credential.ts';
export { signInThread } from './sign-in-thread.ts';
export type { Verification, VerifyOptions } from './verification.ts';
export { verifyBadge } from './verify-badge.ts';
