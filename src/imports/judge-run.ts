import type { Problem } from '../problem.ts';
import type { ImportState } from '../provenance/index.ts';
import type { ImportRun } from './run-record.ts';

/** Share of records left out above which an input is not what it should be, and from how many records on a share tells that. */
const SHARE_AT_MOST = 0.05;
const TELLING = 100;

/**
 * How a run that has read everything ends: FAILED where it brought nothing but faults, or left out more than one record in
 * twenty of a hundred or more. What it applied stays either way.
 */
export function judgeRun({ seen, issues, warnings }: Pick<ImportRun, 'seen' | 'issues' | 'warnings'>): {
  state: ImportState;
  failure?: Problem;
} {
  const good = seen - issues;
  const isBad = issues > 0 && (good === 0 || (seen >= TELLING && issues > seen * SHARE_AT_MOST));
  if (isBad) return { state: 'FAILED', failure: { code: 'RECORDS_LEFT_OUT', message: sentenceOn(issues, seen) } };
  return { state: issues + warnings > 0 ? 'COMPLETED_WITH_ISSUES' : 'COMPLETED' };
}

function sentenceOn(issues: number, seen: number): string {
  const kept = issues === seen ? 'nothing was imported' : 'the others are imported';
  const of = issues === seen ? `all ${seen} records` : `${issues} of ${seen} records`;
  return `${of} were left out, ${kept}; mend what the issues say, and import only what failed or all of it again`;
}
