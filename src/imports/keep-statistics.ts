import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { HubRecord } from '../formats/record.ts';

type RecordType = HubRecord['type'];

/** Tables that grow with the records of a type. */
const TABLES: Readonly<Record<RecordType, readonly string[]>> = {
  framework: [],
  kept: ['source_record'],
  'level-scale': [],
  job: ['job', 'requirement', 'source_record'],
  organization: ['organization', 'source_record'],
  skill: ['skill', 'source_record'],
  occupation: ['occupation', 'source_record'],
  credential: ['credential', 'credential_skill', 'source_record'],
  badge: ['badge', 'source_record'],
  'badge-bundle': ['badge_bundle', 'badge_association'],
  'skill-relation': ['skill_relation'],
  'occupation-relation': ['occupation_relation'],
  'occupation-skill': ['occupation_skill'],
  'occupation-crosswalk': ['occupation_crosswalk'],
};

/** Rows that are not worth a look: the planner copes with small tables it knows nothing of. */
const WORTHWHILE = 1_000;
/** A table this many times larger than what came in is still as it was known. */
const SHARE = 5;

/** Tables that have grown by that many rows. */
export interface Growth {
  readonly tables: readonly string[];
  readonly fresh: number;
}

/** Rows written since a type's tables were last looked at, as a multiple of those before, that make them worth another look. */
const GROWTH = 3;
/** The same where another type follows: less is enough, since the next will look the rows of this one up. */
const GROWTH_AT_CHANGE = 0.5;

/**
 * Which tables to look at while a run fills them, so that PostgreSQL's statistics stay true. Its own upkeep looks once a
 * minute; until then a table of 20,000 new rows is planned for as if it were empty, and joining a batch to it takes seconds
 * instead of milliseconds.
 *
 * @returns told the type of each batch before it is applied, and how many rows the run had written by then
 */
export function watchGrowth(): (next: RecordType, written: number) => Growth | null {
  let type: RecordType = 'framework';
  let told = 0;
  const counts = new Map<RecordType, { fresh: number; analysed: number }>();
  return (next, written) => {
    const count = counts.get(type) ?? { fresh: 0, analysed: 0 };
    counts.set(type, count);
    count.fresh += written - told;
    told = written;
    // Types may alternate row by row, as the providers and credentials of a catalogue do: a change alone is no reason.
    const enough = Math.max(WORTHWHILE, count.analysed * (next === type ? GROWTH : GROWTH_AT_CHANGE));
    const grown = count.fresh >= enough ? { tables: TABLES[type], fresh: count.fresh } : null;
    if (grown) {
      count.analysed += count.fresh;
      count.fresh = 0;
    }
    type = next;
    return grown;
  };
}

/** Looks at those of the tables that the fresh rows change much: a look at a large one takes a second, whatever came in. */
export async function analyse(db: Db, { tables, fresh }: Growth): Promise<void> {
  if (tables.length === 0) return;
  const named = sql.join(
    tables.map((table) => sql`${table}`),
    sql`, `,
  );
  await db.execute(
    sql`select tessera_analyse(array_agg(relname::text)) from pg_class
        where relnamespace = 'public'::regnamespace and relname in (${named}) and reltuples < ${fresh * SHARE}
        having count(*) > 0`,
  );
}
