import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { FrameworkId, FrameworkVersionId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { labelKey, type OccupationKind, type ReuseLevel, type SkillKind } from './skill.ts';

/** What skills and occupations share: a URI, texts by language and the record they came from. */
interface Concept {
  readonly uri: string;
  readonly code?: string;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
  readonly sourceRecordId: SourceRecordId;
}

export interface SkillToUpsert extends Concept {
  readonly kind: SkillKind;
  readonly reuseLevel?: ReuseLevel;
}

export interface OccupationToUpsert extends Concept {
  readonly kind: OccupationKind;
}

export interface FrameworkTarget {
  readonly frameworkId: FrameworkId;
  readonly versionId: FrameworkVersionId;
  /** Versions that come after this one: what they state stands. */
  readonly newerVersionIds: readonly FrameworkVersionId[];
}

/** A concept that a newer version states is left as it is, unless who stated that now states this, or it is gone. */
function unlessNewer(table: SQL, { newerVersionIds }: FrameworkTarget): SQL {
  const newer = JSON.stringify(newerVersionIds.map(Number));
  return sql`where ${table}.tombstoned_at is not null or ${table}.source_record_id is not distinct from excluded.source_record_id
    or ${table}.framework_version_id is null
    or not (${newer}::jsonb @> to_jsonb(${table}.framework_version_id))`;
}

/** Writes skills by URI; of two versions of a framework the newer one's stand. A language that a row does not state keeps the text it had. A URI may come once a language. */
export async function upsertSkills(db: Db, target: FrameworkTarget, skills: readonly SkillToUpsert[]): Promise<void> {
  const rows = await mergeTexts(db, sql`skill`, target.frameworkId, skills);
  await db.execute(
    sql`insert into skill (framework_id, framework_version_id, uri, code, kind, reuse_level, labels, aliases,
                           descriptions, label_keys, source_record_id)
        select ${target.frameworkId}, ${target.versionId}, uri, code, kind, "reuseLevel", labels, aliases,
               descriptions, "labelKeys", "sourceRecordId"
        from ${rowsOf(
          rows,
          `uri text, code text, kind skill_kind, "reuseLevel" reuse_level, labels jsonb, aliases jsonb,
           descriptions jsonb, "labelKeys" text[], "sourceRecordId" bigint`,
        )} as input
        on conflict (uri, framework_id) do update
          set framework_version_id = excluded.framework_version_id, code = excluded.code, kind = excluded.kind,
              reuse_level = excluded.reuse_level, labels = excluded.labels, aliases = excluded.aliases,
              descriptions = excluded.descriptions, label_keys = excluded.label_keys,
              source_record_id = excluded.source_record_id, tombstoned_at = null, updated_at = now()
          ${unlessNewer(sql`skill`, target)}`,
  );
}

/** `upsertSkills` for occupations. */
export async function upsertOccupations(
  db: Db,
  target: FrameworkTarget,
  occupations: readonly OccupationToUpsert[],
): Promise<void> {
  const rows = await mergeTexts(db, sql`occupation`, target.frameworkId, occupations);
  await db.execute(
    sql`insert into occupation (framework_id, framework_version_id, uri, code, kind, labels, aliases, descriptions,
                                label_keys, source_record_id)
        select ${target.frameworkId}, ${target.versionId}, uri, code, kind, labels, aliases, descriptions,
               "labelKeys", "sourceRecordId"
        from ${rowsOf(
          rows,
          `uri text, code text, kind occupation_kind, labels jsonb, aliases jsonb, descriptions jsonb,
           "labelKeys" text[], "sourceRecordId" bigint`,
        )} as input
        on conflict (uri, framework_id) do update
          set framework_version_id = excluded.framework_version_id, code = excluded.code, kind = excluded.kind,
              labels = excluded.labels, aliases = excluded.aliases, descriptions = excluded.descriptions,
              label_keys = excluded.label_keys, source_record_id = excluded.source_record_id, tombstoned_at = null,
              updated_at = now()
          ${unlessNewer(sql`occupation`, target)}`,
  );
}

interface Texts extends Record<string, unknown> {
  readonly uri: string;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
}

/** Adds the languages already stored to each concept and derives its comparable labels. */
async function mergeTexts<C extends Concept>(db: Db, table: SQL, frameworkId: FrameworkId, concepts: readonly C[]) {
  const stored = await query<Texts>(
    db,
    sql`select uri, labels, aliases, descriptions from ${table}
        where framework_id = ${frameworkId}
          and uri in (select uri from ${rowsOf(
            concepts.map(({ uri }) => ({ uri })),
            'uri text',
          )} as input)`,
  );
  const byUri = new Map(stored.map((row) => [row.uri, row]));
  return joinLanguages(concepts).map((concept) => {
    const before = byUri.get(concept.uri);
    const labels = { ...before?.labels, ...concept.labels };
    const aliases = { ...before?.aliases, ...concept.aliases };
    const keys = [...Object.values(labels), ...Object.values(aliases).flat()].map(labelKey);
    return {
      ...concept,
      labels,
      aliases,
      descriptions: { ...before?.descriptions, ...concept.descriptions },
      labelKeys: [...new Set(keys)],
    };
  });
}

/** One concept a URI: a source states each language in a record of its own, and a batch may hold several. */
function joinLanguages<C extends Concept>(concepts: readonly C[]): C[] {
  const joined = new Map<string, C>();
  for (const concept of concepts) {
    const before = joined.get(concept.uri);
    joined.set(concept.uri, {
      ...before,
      ...concept,
      labels: { ...before?.labels, ...concept.labels },
      aliases: { ...before?.aliases, ...concept.aliases },
      descriptions: { ...before?.descriptions, ...concept.descriptions },
    });
  }
  return [...joined.values()];
}
