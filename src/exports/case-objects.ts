import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/localized-text.ts';
import { query } from '../db/rows.ts';
import { identifierOf } from '../formats/case/identifier.ts';
import {
  associationOf,
  documentOf,
  frameworkUri,
  itemOf,
  linkTo,
  type WriteContext,
} from '../formats/case/write-map.ts';
import type { ExportHead } from '../formats/export.ts';
import type { FrameworkRecord, SkillRecord } from '../formats/record.ts';
import type { SkillKind, SkillRelationKind } from '../skills/skill.ts';

/** A framework of the hub as a CFDocument: as it came where it came in CASE, else mapped. */
export interface CaseDocument {
  readonly code: string;
  readonly identifier: string;
  readonly framework: FrameworkRecord;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every framework of the hub, in the order in which they came. */
export async function findCaseDocuments(db: Db, head: ExportHead): Promise<CaseDocument[]> {
  const rows = await query<{
    code: string;
    name: LocalizedText;
    uri: string | null;
    attribution: string | null;
    version: string | null;
    own: Record<string, unknown> | null;
  }>(
    db,
    sql`select framework.code, framework.name, framework.uri, framework.attribution,
               (select version from framework_version where framework_id = framework.id order by id desc limit 1) as version,
               (select record.raw from source join source_record record
                  on record.source_id = source.id and record.key = framework.uri
                  and record.kind in ('CFDocument', 'CFDocument:listed') and record.tombstoned_at is null
                where source.format = 'case' order by record.kind, record.id desc limit 1) as own
        from framework order by framework.id`,
  );
  return rows.map(({ own, uri, attribution, version, code, name }) => {
    const framework: FrameworkRecord = {
      ...{ type: 'framework', place: { file: code }, code, name, version: version ?? 'unknown' },
      ...(uri !== null && { uri }),
      ...(attribution !== null && { attribution }),
    };
    const stated = typeof own?.identifier === 'string' ? own.identifier : undefined;
    const value = own ?? { ...documentOf(framework, contextOf(framework, head)) };
    return { code, framework, identifier: (stated ?? identifierOf(frameworkUri(framework))).toLowerCase(), value };
  });
}

function contextOf({ name }: FrameworkRecord, head: ExportHead): WriteContext {
  return { head, language: Object.hasOwn(name, 'en') ? 'en' : (Object.keys(name)[0] ?? 'en') };
}

interface ItemRow extends Record<string, unknown> {
  readonly id: string;
  readonly framework: string;
  readonly uri: string;
  readonly code: string | null;
  readonly kind: SkillKind;
  readonly labels: LocalizedText;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly descriptions: LocalizedText;
  readonly own: unknown;
}

/** A skill as a CFItem, and its row. */
export async function findCaseItem(db: Db, identifier: string, head: ExportHead) {
  const [row] = await query<ItemRow>(
    db,
    sql`select skill.id, framework.code as framework, skill.uri, skill.code, skill.kind, skill.labels, skill.aliases,
               skill.descriptions, case when source.format = 'case' then record.raw end as own
        from skill join framework on framework.id = skill.framework_id
        left join source_record record on record.id = skill.source_record_id
        left join source on source.id = record.source_id
        where skill.tombstoned_at is null and tessera_identifier_of(skill.uri) = ${identifier}
        order by skill.id limit 1`,
  );
  if (!row) return null;
  const document = (await findCaseDocuments(db, head)).find(({ code }) => code === row.framework);
  if (!document) return null;
  return {
    id: row.id,
    value: row.own ?? itemOf(skillOf(row), linkOf(document, head), contextOf(document.framework, head)),
  };
}

function skillOf({ uri, code, kind, labels, aliases, descriptions }: ItemRow): SkillRecord {
  return {
    ...{ type: 'skill', place: { file: uri }, kind: 'skill', key: uri, raw: null, uri, skillKind: kind },
    ...(code !== null && { code }),
    ...{ labels, aliases, descriptions },
  };
}

function linkOf({ framework }: CaseDocument, head: ExportHead) {
  return linkTo(frameworkUri(framework), framework.name.en ?? framework.code, 'CFDocuments', head);
}

/** Associations from and to an item, at most 5,000; or the one with an identifier. */
export async function findCaseAssociations(
  db: Db,
  which: { readonly itemId: string } | { readonly identifier: string },
  head: ExportHead,
): Promise<unknown[]> {
  const isWanted =
    'itemId' in which
      ? sql`(relation.from_id = ${which.itemId} or relation.to_id = ${which.itemId})`
      : sql`(relation.raw ->> 'identifier' = ${which.identifier} or relation.raw is null and
             tessera_identifier_of(near.uri || ' ' || relation.kind || ' ' || relation.to_uri || ' ') = ${which.identifier})`;
  const rows = await query<{
    from: string;
    to: string;
    kind: SkillRelationKind;
    isCrosswalk: boolean;
    own: unknown;
    framework: string;
    fromLabel: string;
    toLabel: string | null;
  }>(
    db,
    sql`select near.uri as "from", relation.to_uri as "to", relation.kind, framework.code as framework,
               far.framework_id is distinct from near.framework_id as "isCrosswalk",
               case when source.format = 'case' then relation.raw end as own,
               coalesce(near.labels ->> 'en', near.uri) as "fromLabel", far.labels ->> 'en' as "toLabel"
        from skill_relation relation
        join skill near on near.id = relation.from_id and near.tombstoned_at is null
        join framework on framework.id = near.framework_id
        join source on source.id = relation.source_id
        left join skill far on far.id = relation.to_id
        where ${isWanted} order by relation.from_id, relation.kind, relation.to_uri limit 5000`,
  );
  const documents = new Map((await findCaseDocuments(db, head)).map((document) => [document.code, document]));
  return rows.flatMap(({ own, framework, fromLabel, toLabel, ...edge }) => {
    if (own !== null) return [own];
    const document = documents.get(framework);
    if (!document) return [];
    const titleOf = (uri: string) => (uri === edge.from ? fromLabel : (toLabel ?? uri));
    return [associationOf(edge, titleOf, linkOf(document, head), contextOf(document.framework, head))];
  });
}

/** What the hub only keeps of CASE packages, by its identifier: rubrics, definitions by their list, associations. */
export async function findCaseKept(db: Db, kind: string, list: string, identifier: string): Promise<unknown> {
  const [row] = await query<{ raw: unknown }>(
    db,
    sql`select record.raw from framework cross join source
        join source_record record on record.source_id = source.id and record.kind = ${kind}
          and record.key = framework.uri || ' ' || ${list}::text || '/' || ${identifier}::text
        where source.format = 'case' and record.tombstoned_at is null limit 1`,
  );
  return row?.raw ?? null;
}
