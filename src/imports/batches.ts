import type { Issue } from '../formats/format.ts';
import type { HubRecord } from '../formats/record.ts';

/** Records of one type, in order, with the issues met up to the last of them. */
export interface Batch {
  readonly type: HubRecord['type'];
  readonly records: readonly HubRecord[];
  readonly issues: readonly Issue[];
  /** How many records the format had yielded when this batch was full. */
  readonly position: number;
}

/** Records of one transaction: edges are light, entities carry their raw record. */
const SIZE: Readonly<Record<HubRecord['type'], number>> = {
  framework: 1,
  kept: 1_000,
  'level-scale': 100,
  job: 100,
  organization: 500,
  skill: 1_000,
  occupation: 1_000,
  credential: 200,
  badge: 200,
  'badge-bundle': 20,
  'skill-relation': 5_000,
  'occupation-relation': 5_000,
  'occupation-skill': 5_000,
  'occupation-crosswalk': 2_000,
};

/** Collects what a format reports while it is being read. */
export class IssueCollector {
  #pending: { issue: Issue; at: number }[] = [];
  /** Records yielded so far. */
  position = 0;

  readonly report = (issue: Issue): void => {
    this.#pending.push({ issue, at: this.position });
  };

  /** Issues met before the record at `position`, taken out. */
  takeUpTo(position: number): Issue[] {
    const taken = this.#pending.filter(({ at }) => at < position);
    this.#pending = this.#pending.filter(({ at }) => at >= position);
    return taken.map(({ issue }) => issue);
  }

  takeAll(): Issue[] {
    return this.takeUpTo(Number.POSITIVE_INFINITY);
  }
}

/**
 * Cuts a stream of records into batches of one type, and skips what an earlier attempt committed. Framework records are
 * never skipped: what follows belongs to them. The last batch may be empty and carries the issues met at the end.
 *
 * @param from  records an earlier attempt committed
 */
export async function* batches(
  records: AsyncIterable<HubRecord>,
  collector: IssueCollector,
  from: number,
): AsyncGenerator<Batch> {
  let held: HubRecord[] = [];
  const cut = (type: HubRecord['type'], position: number): Batch => {
    const batch = { type, records: held, issues: collector.takeUpTo(position), position };
    held = [];
    return batch;
  };

  for await (const record of records) {
    const first = held[0];
    if (first && first.type !== record.type) yield cut(first.type, collector.position);
    collector.position += 1;
    if (collector.position <= from) {
      collector.takeUpTo(collector.position);
      if (record.type === 'framework') yield { type: 'framework', records: [record], issues: [], position: from };
      continue;
    }
    held.push(record);
    if (held.length >= SIZE[record.type]) yield cut(record.type, collector.position);
  }
  const last = held[0];
  if (last) yield cut(last.type, collector.position);
  yield { type: 'framework', records: [], issues: collector.takeAll(), position: collector.position + 1 };
}

/** The same items, the next one already being made while one is in use: parsing goes on while PostgreSQL works. */
export async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (let item = await next; !item.done; item = await next) {
      next = items.next();
      // Its failure is for whoever asks for it, after the item in use.
      next.catch(() => {});
      yield item.value;
    }
  } finally {
    await items.return(undefined);
  }
}
