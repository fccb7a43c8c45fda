import { rungOf } from '../badges/index.ts';
import type { Credential } from '../credentials/index.ts';
import { acceptedCredit, type Leaf, POLICY } from '../matching/index.ts';
import type { Bringing } from './find-options.ts';

/** Whether a badge of what a credential brings, verified, would meet a leaf. */
export function wouldMeet(leaf: Leaf, { relation, confidence, how, isAssessed }: Bringing): boolean {
  return acceptedCredit(leaf, { rung: rungOf('VALID', isAssessed, how), relation, confidence }) >= POLICY.met;
}

/** What a verified badge of a credential is worth where the credential itself is asked for. */
export function earned({ assessed }: Credential) {
  return { relation: 'SAME', confidence: 1, rung: rungOf('VALID', assessed === 'YES', 'ASSESSES') } as const;
}
