import type { Db } from '../db/client.ts';
import type { OccupationCrosswalkRecord, OccupationRef } from '../formats/record.ts';
import type { Reading } from '../provenance/index.ts';
import { upsertOccupationCrosswalks } from '../skills/index.ts';
import type { Applied } from './applied.ts';

/** Applies a batch of rows of crosswalks between occupations. A row stated twice is one; the first of it counts. */
export async function applyCrosswalks(
  tx: Db,
  reading: Reading,
  records: readonly OccupationCrosswalkRecord[],
): Promise<Applied> {
  const distinct = new Map<string, OccupationCrosswalkRecord>();
  for (const record of records) {
    const name = `${nameOf(record.from)} ${record.kind} ${nameOf(record.to)}`;
    if (!distinct.has(name)) distinct.set(name, record);
  }
  const context = { sourceId: reading.sourceId, seenRunId: reading.tracksSeen ? reading.runId : null };
  const { created, updated, unchanged } = await upsertOccupationCrosswalks(
    tx,
    context,
    [...distinct.values()].map(({ type: _type, place: _place, ...row }) => row),
  );
  return { created, updated, unchanged: unchanged + records.length - distinct.size, issues: [] };
}

function nameOf({ framework = '', ref }: OccupationRef): string {
  return `${framework} ${ref}`;
}
