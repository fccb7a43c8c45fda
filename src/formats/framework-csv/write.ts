import type { LocalizedText } from '../../db/localized-text.ts';
import { textIn } from '../../db/localized-text.ts';
import type { Exporter, ExportRecord } from '../export.ts';
import type { FrameworkRecord, SkillRecord, SkillRelationRecord } from '../record.ts';
import { listCell, type TableCells, writeTable } from '../write-table.ts';
import { FRAMEWORK_COLUMNS } from './schema.ts';

/**
 * A framework in our template, one row a skill. Rows that came in it go out as they came; those of others wait for their relations,
 * which come last. What the template has no column for, such as occupations, is left out.
 */
export const frameworkCsvExporter: Exporter = {
  name: 'framework-csv',
  label: 'Skill framework, CSV template of this hub',
  writes: ['FRAMEWORK'],
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  write: (records) => writeTable(FRAMEWORK_COLUMNS, rowsFrom(records)),
};

async function* rowsFrom(records: AsyncIterable<ExportRecord>): AsyncGenerator<TableCells> {
  let framework: FrameworkRecord | null = null;
  const waiting = new Map<
    string,
    { skill: SkillRecord; framework: FrameworkRecord | null; edges: SkillRelationRecord[] }
  >();
  for await (const { record, isOwn } of records) {
    if (record.type === 'framework') framework = record;
    else if (record.type === 'skill' && isOwn) yield record.raw as TableCells;
    else if (record.type === 'skill') waiting.set(record.uri, { skill: record, framework, edges: [] });
    else if (record.type === 'skill-relation') waiting.get(record.from)?.edges.push(record);
  }
  for (const { skill, framework, edges } of waiting.values()) yield rowOf(skill, framework, edges);
}

function rowOf(
  skill: SkillRecord,
  framework: FrameworkRecord | null,
  edges: readonly SkillRelationRecord[],
): TableCells {
  const ends = (kind: SkillRelationRecord['kind'], isCrosswalk: boolean) =>
    listCell(edges.filter((edge) => edge.kind === kind && edge.isCrosswalk === isCrosswalk).map(({ to }) => to));
  return {
    framework_code: framework?.code,
    ...textCells('framework_name', framework?.name ?? {}),
    framework_version: framework?.version,
    ...{ uri: skill.uri, code: skill.code, kind: skill.skillKind, reuse_level: skill.reuseLevel },
    ...textCells('label', skill.labels),
    aliases_en: listCell(skill.aliases.en ?? []),
    aliases_fr: listCell(skill.aliases.fr ?? []),
    description_en: skill.descriptions.en,
    description_fr: skill.descriptions.fr,
    ...{ broader: ends('BROADER', false), exact_match: ends('EXACT', true), close_match: ends('CLOSE', true) },
    ...{ broad_match: ends('BROADER', true), related_match: ends('RELATED', true) },
  };
}

/** English and French; a text in neither stands in the English column, since one is needed. */
function textCells(column: string, texts: LocalizedText): TableCells {
  const en = texts.en ?? (texts.fr === undefined ? textIn(texts, 'en') : undefined);
  return { [`${column}_en`]: en, [`${column}_fr`]: texts.fr };
}
