import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/localized-text.ts';
import { query } from '../db/rows.ts';
import type { ExportRecord } from '../formats/export.ts';
import type { FrameworkRecord } from '../formats/record.ts';
import type { FrameworkScope } from './framework-scope.ts';
import { readConcepts, readKept, readLevelScales } from './read-concepts.ts';
import { readOccupationEdges, readSkillRelations } from './read-edges.ts';

/**
 * One framework as the hub holds it, page by page, for an exporter: the framework; the kept record whose key is the framework's own
 * URI (its head in the format it came in, such as a CFDocument); level scales; skills and occupations in the order in which they
 * first came; relations; then what else its sources had and the hub only keeps, where they are of the format written. Tombstoned
 * concepts and edges to them are left out. Nothing where no framework has the code.
 *
 * Several statements: what is written meanwhile may be half in it, unless `db` is a transaction of level repeatable read.
 *
 * @param formatName  the exporter's; `isOwn` is true of records that came in this format
 */
export async function* readFramework(db: Db, code: string, formatName: string): AsyncGenerator<ExportRecord> {
  const found = await findFramework(db, code);
  if (!found) return;
  const { id, ...record } = found;
  yield { record, isOwn: false };
  const scope: FrameworkScope = { frameworkId: id, code, sourceIds: sourcesOf(id), formatName };
  const { uri } = record;
  if (uri !== undefined) yield* readKept(db, scope, sql`record.key = ${uri}`);
  yield* readLevelScales(db, scope);
  yield* readConcepts(db, scope, 'skill');
  yield* readConcepts(db, scope, 'occupation');
  yield* readSkillRelations(db, scope);
  yield* readOccupationEdges(db, scope);
  yield* readKept(db, scope, uri === undefined ? sql`true` : sql`record.key <> ${uri}`);
}

/** The framework of a code in its newest version. */
async function findFramework(db: Db, code: string): Promise<(FrameworkRecord & { readonly id: string }) | null> {
  const [row] = await query<{
    id: string;
    name: LocalizedText;
    uri: string | null;
    attribution: string | null;
    version: string | null;
  }>(
    db,
    sql`select id, name, uri, attribution,
               (select version from framework_version where framework_id = framework.id order by id desc limit 1) as version
        from framework where code = ${code}`,
  );
  if (!row) return null;
  return {
    type: 'framework',
    place: { file: code },
    id: row.id,
    code,
    name: row.name,
    version: row.version ?? 'unknown',
    ...(row.uri !== null && { uri: row.uri }),
    ...(row.attribution !== null && { attribution: row.attribution }),
  };
}

function sourcesOf(frameworkId: string): SQL {
  const of = (table: SQL): SQL => sql`
    select record.source_id from ${table} concept join source_record record on record.id = concept.source_record_id
    where concept.framework_id = ${frameworkId}`;
  return sql`(${of(sql`skill`)} union ${of(sql`occupation`)})`;
}
