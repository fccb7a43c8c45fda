import type { Db } from '../db/client.ts';
import type { Issue } from '../formats/format.ts';
import { type Reading, type Recorded, recordSources, type StatedRecord } from '../provenance/index.ts';
import type { Applied } from './applied.ts';

export type Entity = StatedRecord & { readonly place: Issue['place'] };

/** Records the sources, hands the new and changed ones to `write`, and counts. */
export async function applyEntities<R extends Entity>(
  tx: Db,
  reading: Reading,
  records: readonly R[],
  write: (changed: readonly Recorded<R>[]) => Promise<readonly Issue[]>,
): Promise<Applied> {
  const { distinct, issues: duplicates } = withoutDuplicates(records);
  const recorded = await recordSources(tx, reading, distinct);
  const changed = recorded.filter(({ outcome }) => outcome === 'CREATED' || outcome === 'UPDATED');
  const repeated = recorded.filter(({ outcome }) => outcome === 'REPEATED').map(({ record }) => repetitionOf(record));
  const issues = changed.length === 0 ? [] : await write(changed);
  const count = (outcome: Recorded<R>['outcome']) => recorded.filter((row) => row.outcome === outcome).length;
  return {
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    issues: [...duplicates, ...repeated, ...issues],
  };
}

function withoutDuplicates<R extends Entity>(records: readonly R[]): { distinct: R[]; issues: Issue[] } {
  const met = new Set<string>();
  const distinct: R[] = [];
  const issues: Issue[] = [];
  for (const record of records) {
    const name = `${record.kind} ${record.key}`;
    if (!met.has(name)) distinct.push(record);
    else issues.push(repetitionOf(record));
    met.add(name);
  }
  return { distinct, issues };
}

function repetitionOf({ key, place }: Entity): Issue {
  const message = `${key} stands in this input twice; the first one counts`;
  return { severity: 'ERROR', code: 'DUPLICATE_KEY', place, message };
}
