import { stringify } from 'csv-stringify/sync';
import type { Exporter } from '../export.ts';
import { alignmentColumn, COLUMNS } from './columns.ts';
import { type MappedSkill, MappedSkills } from './mapped-skills.ts';

type Cells = Readonly<Record<string, string>>;

const SET = /^Alignment(?: (\d+))? (?:Name|URL|Framework)$/u;

/**
 * The library export of OSMT: its columns, then as many sets of alignments as the widest row has, then columns of nobody's that own
 * rows brought. The header comes first and depends on every row, so rows are held until all are read. Cells that a spreadsheet would
 * run go out with an apostrophe before them. Source: OWASP, CSV Injection.
 */
export const rsdCsvExporter: Exporter = {
  name: 'rsd-csv',
  label: 'Rich Skill Descriptors, CSV of OSMT (library export)',
  writes: ['FRAMEWORK'],
  mediaType: 'text/csv',
  extension: 'csv',

  async *write(records) {
    const rows: Cells[] = [];
    const mapped = new MappedSkills();
    for await (const { record, isOwn } of records) {
      if (record.type === 'skill' && isOwn) rows.push(record.raw as Cells);
      else if (record.type === 'skill') mapped.add(record);
      else mapped.relate(record);
    }
    for (const skill of mapped.all()) rows.push(cellsFrom(skill));
    const columns = columnsOf(rows);
    yield line(columns);
    for (const row of rows) yield line(columns.map((column) => row[column] ?? ''));
  },
};

function line(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true, record_delimiter: 'windows' });
}

function columnsOf(rows: readonly Cells[]): string[] {
  const known = COLUMNS.map(([name]) => name);
  const stated = new Set(rows.flatMap((row) => Object.keys(row)));
  const sets = [...stated].map((name) => Number(SET.exec(name)?.[1] ?? (SET.test(name) ? 1 : 0)));
  // A loop: spread into a call, the sets of a large library would be more arguments than it may have.
  const widest = sets.reduce((most, set) => (set > most ? set : most), 1);
  const alignments = Array.from({ length: Math.min(widest, rows.length * 100 + 1) }, (_, index) => index + 1).flatMap(
    (number) => ['Name', 'URL', 'Framework'].map((part) => alignmentColumn(number, part)),
  );
  const ours = new Set([...known, ...alignments]);
  return [...known, ...alignments, ...[...stated].filter((name) => !ours.has(name))];
}

function cellsFrom({ uri, name, statement, categories, alignments }: MappedSkill): Cells {
  return {
    'Canonical URL': uri,
    ...{ 'RSD Name': name, 'Skill Statement': statement, Categories: categories.join('; ') },
    ...Object.fromEntries(alignments.map((target, index) => [alignmentColumn(index + 1, 'URL'), target])),
  };
}
