import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/localized-text.ts';
import { query } from '../db/rows.ts';
import type { ExportRecord } from '../formats/export.ts';
import type { LevelScaleRecord } from '../formats/record.ts';
import type { OccupationKind, ReuseLevel, SkillKind } from '../skills/skill.ts';
import type { FrameworkScope } from './framework-scope.ts';
import { pages } from './keyset-pages.ts';

const PAGE = 1_000;

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly uri: string;
  readonly code: string | null;
  readonly kind: string;
  readonly reuseLevel: string | null;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
  readonly recordKind: string | null;
  readonly recordKey: string | null;
  readonly raw: unknown;
  readonly isOwn: boolean;
}

/** A framework's living skills or occupations in the order in which they first came. */
export async function* readConcepts(
  db: Db,
  { frameworkId, code, formatName }: FrameworkScope,
  type: 'skill' | 'occupation',
): AsyncGenerator<ExportRecord> {
  const reuseLevel = type === 'skill' ? sql`concept.reuse_level` : sql`null`;
  const rows = pages(
    (after) =>
      query<Row>(
        db,
        sql`select concept.id, concept.uri, concept.code, concept.kind, ${reuseLevel} as "reuseLevel", concept.labels,
                 concept.aliases, concept.descriptions, record.kind as "recordKind", record.key as "recordKey", record.raw,
                 coalesce(source.format = ${formatName}, false) as "isOwn"
          from ${sql.raw(type)} concept
          left join source_record record on record.id = concept.source_record_id
          left join source on source.id = record.source_id
          where concept.framework_id = ${frameworkId} and concept.tombstoned_at is null and concept.id > ${after}
          order by concept.id limit ${PAGE}`,
      ),
    PAGE,
  );
  for await (const row of rows) {
    const concept = {
      place: { file: code },
      kind: row.recordKind ?? type,
      key: row.recordKey ?? row.uri,
      raw: row.raw,
      uri: row.uri,
      ...(row.code !== null && { code: row.code }),
      labels: row.labels,
      aliases: row.aliases,
      descriptions: row.descriptions,
    };
    const { isOwn } = row;
    if (type === 'occupation') {
      yield { record: { type, ...concept, occupationKind: row.kind as OccupationKind }, isOwn };
      continue;
    }
    const reuse = row.reuseLevel as ReuseLevel | null;
    yield {
      record: { type, ...concept, skillKind: row.kind as SkillKind, ...(reuse && { reuseLevel: reuse }) },
      isOwn,
    };
  }
}

/** Scales that a source of the framework states: those whose URI is the key of a record of it. */
export async function* readLevelScales(db: Db, scope: FrameworkScope): AsyncGenerator<ExportRecord> {
  const rows = pages(
    (after) =>
      query<{
        id: string;
        uri: string;
        name: LocalizedText;
        levels: LevelScaleRecord['levels'];
        kind: string;
        raw: unknown;
        isOwn: boolean;
      }>(
        db,
        sql`select scale.id, scale.uri, scale.name, stated.kind, stated.raw, stated.is_own as "isOwn",
                 (select coalesce(json_agg(json_strip_nulls(json_build_object(
                    'rank', level.rank, 'name', level.name, 'uri', level.uri)) order by level.rank), '[]'::json)
                  from level where level.scale_id = scale.id) as levels
          from level_scale scale
          cross join lateral (
            select record.kind, record.raw, source.format = ${scope.formatName} as is_own
            from source_record record join source on source.id = record.source_id
            where record.source_id in ${scope.sourceIds} and record.key = scale.uri
              and not record.is_kept and record.tombstoned_at is null
            order by is_own desc, record.id desc limit 1) stated
          where scale.id > ${after} order by scale.id limit ${PAGE}`,
      ),
    PAGE,
  );
  for await (const { uri, name, levels, kind, raw, isOwn } of rows) {
    const place = { file: scope.code };
    yield { record: { type: 'level-scale', place, kind, key: uri, raw, uri, name, levels }, isOwn };
  }
}

/** What the framework's sources had that the hub only keeps, where they are of the format written. */
export async function* readKept(db: Db, scope: FrameworkScope, which: SQL): AsyncGenerator<ExportRecord> {
  const rows = pages(
    (after) =>
      query<{ id: string; kind: string; key: string; raw: unknown }>(
        db,
        sql`select record.id, record.kind, record.key, record.raw
          from source_record record join source on source.id = record.source_id
          where record.source_id in ${scope.sourceIds} and source.format = ${scope.formatName}
            and record.is_kept and record.tombstoned_at is null and ${which} and record.id > ${after}
          order by record.id limit ${PAGE}`,
      ),
    PAGE,
  );
  for await (const { kind, key, raw } of rows) {
    yield { record: { type: 'kept', place: { file: scope.code }, kind, key, raw }, isOwn: true };
  }
}
