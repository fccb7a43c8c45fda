import { BADGE_VISIBILITIES } from '../../badges/index.ts';

/**
 * What a posting says of its piece of evidence beside whose it is and when it holds, in one number: who may see it (2 bits), its
 * rung (3 bits), and its level's place in the index's list of levels (the rest; 0: none). For a credential held the rung's bits
 * say whether its badge is verified: what that is worth depends on the credential.
 */
export type Mark = number;

/** The bits of a mark that decide its worth: what a table of worths is looked up by. */
export const WORTH_SHIFT = 2;
const RUNG_SHIFT = 2;
const LEVEL_SHIFT = 5;

export const PUBLIC = BADGE_VISIBILITIES.indexOf('PUBLIC');
export const BY_GRANT = BADGE_VISIBILITIES.indexOf('BY_GRANT');
export const PRIVATE = BADGE_VISIBILITIES.indexOf('PRIVATE');

export function markOf(visibility: number, rung: number, level: number): Mark {
  return visibility | (rung << RUNG_SHIFT) | (level << LEVEL_SHIFT);
}

/** Of a credential held: in the place of a rung. */
export const HELD_VERIFIED = 0;
export const HELD_UNVERIFIED = 1;

/** Rungs times levels that a table of worths has places for. */
export function worthsFor(levels: number): number {
  return (levels + 1) << (LEVEL_SHIFT - WORTH_SHIFT);
}

/** Place in a table of worths. */
export function worthAt(rung: number, level: number): number {
  return rung | (level << (LEVEL_SHIFT - WORTH_SHIFT));
}
