/**
 * A level in its author's words. A name or a number means nothing without its scale, and an address needs none: the same word is
 * another level in another scale.
 */
export interface LevelWords {
  /** Name of the level, or its address. */
  readonly name?: string;
  /** Its rank on the scale. */
  readonly value?: number;
  /** Address or name of the scale. */
  readonly scale?: string;
}

/** Words that name the same level are equal in this form. */
export function levelKey({ name, value, scale }: LevelWords): string {
  return JSON.stringify([name ?? null, value ?? null, scale ?? null]);
}
