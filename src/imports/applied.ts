import type { Issue } from '../formats/format.ts';

/** What a batch changed. Issues of severity ERROR each stand for one record left out. */
export interface Applied {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly issues: readonly Issue[];
}
