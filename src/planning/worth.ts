import { rungOf } from '../badges/index.ts';
import type { Credential } from '../credentials/index.ts';
import { type Leaf, type Piece, weigh } from '../matching/index.ts';
import type { Bringing } from './find-options.ts';

/** What a verified badge of what a credential brings is worth, at the level the catalogue states it at. */
export function brought({ relation, confidence, how, isAssessed, levelId }: Bringing): Piece {
  return { rung: rungOf('VALID', isAssessed, how), relation, confidence, levelId };
}

/** Whether it would meet a leaf, its level included. */
export function wouldMeet(leaf: Leaf, bringing: Bringing): boolean {
  return weigh(leaf, brought(bringing)).isMet;
}

/** What a verified badge of a credential is worth where the credential itself is asked for. */
export function earned({ assessed }: Credential) {
  return { relation: 'SAME', confidence: 1, rung: rungOf('VALID', assessed === 'YES', 'ASSESSES') } as const;
}
