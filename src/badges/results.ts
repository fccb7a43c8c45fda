import type { AlignmentKind, StatedResult } from './badge.ts';

/** Results that say the learner has not done it. Source: Open Badges 3.0 `Result.status`. */
const NOT_ACHIEVED = new Set(['Failed', 'Enrolled', 'InProgress', 'OnHold', 'Withdrew']);

/** Whether a result says that it was done. Below what is required it does not, unless its status says so. */
export function isResultAchieved({ status, meetsRequired }: StatedResult): boolean {
  return status === undefined ? meetsRequired !== false : !NOT_ACHIEVED.has(status);
}

/** Whether a result measures: a level or a score that is not going to change. Source: Open Badges 3.0, `Provisional`. */
export function isMeasured({ status, level, value }: StatedResult): boolean {
  return status !== 'Provisional' && (level !== undefined || value !== undefined);
}

/**
 * Whether results say that the achievement as a whole was done: none about it says otherwise. A result about a skill speaks
 * for that skill alone; one that is tied to levels and rubrics only is about the whole.
 *
 * @param kinds  kinds of the badge's alignments, by position
 */
export function isAchieved(results: readonly StatedResult[], kinds: readonly AlignmentKind[]): boolean {
  const isOfPart = (position: number) => kinds[position] === 'SKILL' || kinds[position] === 'UNKNOWN';
  return results.every((result) => result.about.some(isOfPart) || isResultAchieved(result));
}

/** What results say of one thing a badge names. */
export interface Verdict {
  readonly isAchieved: boolean;
  /** Position of the result that speaks for it: the last that measured, else the last that was achieved. */
  readonly result?: number;
}

/**
 * The verdict of the results about any of the alignments; without a result it is achieved as the badge is. One that was
 * achieved counts, whatever was failed before it.
 */
export function judge(results: readonly StatedResult[], alignments: ReadonlySet<number>): Verdict {
  const about = results.flatMap((result, index) =>
    result.about.some((position) => alignments.has(position)) ? [{ result, index }] : [],
  );
  const achieved = about.filter(({ result }) => isResultAchieved(result));
  const speaking = achieved.findLast(({ result }) => isMeasured(result)) ?? achieved.at(-1);
  return {
    isAchieved: about.length === 0 || achieved.length > 0,
    ...(speaking && { result: speaking.index }),
  };
}
