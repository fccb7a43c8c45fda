import type { ImportRun } from './run-record.ts';

/** How fast a run reads and when it is likely to have read all. */
export interface Pace {
  readonly recordsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Null once it has stopped reading, and while it is not known how much there is. */
  readonly secondsLeft: number | null;
}

type Progress = Pick<
  ImportRun,
  'state' | 'seen' | 'readFrom' | 'readFromAt' | 'progressedAt' | 'bytesRead' | 'bytesTotal'
>;

/**
 * The pace of a run's latest attempt, from its first record to its last committed batch; null before that. What an attempt before
 * it committed does not count, nor the time since, in which the reader may be dead.
 */
export function paceOf(run: Progress): Pace | null {
  const { readFromAt, progressedAt, bytesRead, bytesTotal } = run;
  if (!readFromAt || !progressedAt) return null;
  const seconds = (progressedAt.getTime() - readFromAt.getTime()) / 1000;
  if (seconds <= 0) return null;
  const bytesPerSecond = bytesRead / seconds;
  const isReading = run.state === 'APPLYING' && bytesTotal !== null && bytesPerSecond > 0;
  return {
    recordsPerSecond: (run.seen - run.readFrom) / seconds,
    bytesPerSecond,
    secondsLeft: isReading ? Math.max(0, bytesTotal - bytesRead) / bytesPerSecond : null,
  };
}
