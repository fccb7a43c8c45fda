import type { FrameworkRecord, HubRecord } from './record.ts';

/** A record on its way, with the framework it belongs to where it belongs to one. */
export interface Outgoing {
  readonly record: HubRecord;
  readonly framework?: string;
}

/** Records of one kind that wait for others of it: a batch of the import is of one type and of one framework. */
const RUN: Partial<Record<HubRecord['type'], number>> = {
  credential: 200,
  'skill-relation': 5_000,
  job: 100,
  'level-scale': 100,
};
const RUN_OTHERWISE = 1_000;

/**
 * The same records in runs of one type and framework, each run led by its framework; a graph or a catalogue has them mixed, and a
 * batch a record would cost a transaction a record. Organisations pass at once, since what they provide comes after them.
 *
 * @param frameworkOf  of formats whose records belong to frameworks
 */
export async function* inRuns(
  records: AsyncIterable<Outgoing>,
  frameworkOf?: (uri: string) => FrameworkRecord,
): AsyncGenerator<HubRecord> {
  const waiting = new Map<string, { readonly framework: string | undefined; records: HubRecord[] }>();
  function* release(run: { readonly framework: string | undefined; records: HubRecord[] }): Generator<HubRecord> {
    if (frameworkOf && run.framework !== undefined && run.records.length > 0) yield frameworkOf(run.framework);
    yield* run.records;
    run.records = [];
  }
  for await (const { record, framework } of records) {
    if (record.type === 'organization') {
      yield record;
      continue;
    }
    const name = `${record.type} ${framework ?? ''}`;
    const run = waiting.get(name) ?? { framework, records: [] };
    waiting.set(name, run);
    run.records.push(record);
    if (run.records.length >= (RUN[record.type] ?? RUN_OTHERWISE)) yield* release(run);
  }
  for (const run of waiting.values()) yield* release(run);
}
