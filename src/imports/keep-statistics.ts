import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { HubRecord } from '../formats/record.ts';

type RecordType = HubRecord['type'];

/** Tables that grow with the records of a type. */
const TABLES: Readonly<Record<RecordType, readonly string[]>> = {
  framework: [],
  organization: ['organization', 'source_record'],
  skill: ['skill', 'source_record'],
  occupation: ['occupation', 'source_record'],
  credential: ['credential', 'credential_skill', 'source_record'],
  badge: ['badge', 'source_record'],
  'skill-relation': ['skill_relation'],
  'occupation-relation': ['occupation_relation'],
  'occupation-skill': ['occupation_skill'],
};

/** Rows written since a type's tables were last looked at, as a multiple of those before, that make them worth another look. */
const GROWTH = 3;

/**
 * Keeps PostgreSQL's statistics true while a run fills tables. Its own upkeep looks once a minute; until then a table of
 * 20,000 new rows is planned for as if it were empty, and joining a batch to it takes seconds instead of milliseconds.
 *
 * @returns told the type of each batch before it is applied, and how many rows the run had written by then
 */
export function keepStatistics(): (db: Db, next: RecordType, written: number) => Promise<void> {
  let type: RecordType = 'framework';
  let begun = 0;
  let analysed = 0;
  return async (db, next, written) => {
    const fresh = written - begun - analysed;
    if (fresh > 0 && (next !== type || fresh >= GROWTH * analysed)) {
      await analyse(db, TABLES[type]);
      analysed += fresh;
    }
    if (next !== type) [type, begun, analysed] = [next, written, 0];
  };
}

/** Looks at what a run has met, before that is compared with everything stored. */
export function analyseSeen(db: Db): Promise<void> {
  return analyse(db, ['import_seen']);
}

async function analyse(db: Db, tables: readonly string[]): Promise<void> {
  for (const table of tables) await db.execute(sql`analyze ${sql.identifier(table)}`);
}
