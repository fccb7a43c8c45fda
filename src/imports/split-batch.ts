import { databaseCode } from '../db/client.ts';
import type { Issue } from '../formats/format.ts';
import type { Batch } from './batches.ts';

/** Records of one run that PostgreSQL may refuse before the run is given up: more than a few are a fault of ours. */
export const REFUSALS_AT_MOST = 100;

/** Data exceptions, integrity violations and program limits: what a value can be at fault for. Source: SQLSTATE classes. */
const OF_VALUES = /^(22|23|54)/u;

/** Whether a batch failed for what one of its records holds, rather than for a service or a bug. */
export function isRefusal(error: unknown, { type, records }: Batch): boolean {
  if (type === 'framework' || records.length === 0) return false;
  return error instanceof RangeError || OF_VALUES.test(databaseCode(error) ?? '');
}

/** A refused batch in two halves, or its only record left out with an issue. */
export function splitBatch(batch: Batch, error: unknown): Batch[] {
  const { records, issues, position } = batch;
  if (records.length === 1) return [{ ...batch, records: [], issues: [...issues, refusalOf(batch, error)] }];
  const half = Math.ceil(records.length / 2);
  const rest = records.slice(half);
  return [
    { ...batch, records: records.slice(0, half), position: position - rest.length },
    { ...batch, records: rest, issues: [] },
  ];
}

function refusalOf({ records: [record] }: Batch, error: unknown): Issue {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    severity: 'ERROR',
    code: 'RECORD_REFUSED',
    place: record?.place ?? { file: '' },
    message: `the record cannot be stored: ${reason}; correct the value and import it again`,
    ...(record && 'key' in record && { record: { kind: record.kind, key: record.key } }),
  };
}
