import { checkTables, hasColumns, readTable, type TableShape } from '../csv.ts';
import type { Format, Input, InputFile, Report } from '../format.ts';
import { Hierarchy } from '../hierarchy.ts';
import type { FrameworkRecord, HubRecord, SkillRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import { frameworkFrom, relationsFrom, skillFrom } from './map.ts';
import { FRAMEWORK_REQUIRED, shapeOf } from './schema.ts';

/** A framework in our own CSV template, one row a skill: what a college has in a spreadsheet. */
export const frameworkCsvFormat: Format = {
  name: 'framework-csv',
  label: 'Skill framework, CSV template of this hub',
  version: 2,

  async recognises(input) {
    const [file] = input.files;
    return input.files.length === 1 && file !== undefined && hasColumns(file, FRAMEWORK_REQUIRED);
  },

  check: (input) => checkTables(input, shapeOf(input.columns)),

  complete: () => ['skill', 'skill-relation'],

  read: (input, report) => readFramework(input, report, shapeOf(input.columns)),
};

/** Skills of tables of the given shape, then their relations. */
export async function* readFramework(input: Input, report: Report, shape: TableShape): AsyncGenerator<HubRecord> {
  reportMissingFiles(input, report);
  let code: string | null = null;
  for await (const row of rowsOf(input, shape, report)) {
    const skill = skillOf(row, input, code);
    // Edges come in a second pass, since a row may name a skill that stands below it; their faults are told here.
    relationsFrom(row);
    const framework: FrameworkRecord | null = code === null ? frameworkFrom(row, input) : null;
    if (framework && !row.isRefused) {
      code = framework.code;
      yield framework;
    }
    for (const issue of row.issues) {
      report({ ...issue, record: { kind: skill.kind, key: skill.key } });
      // An ERROR stands for one record left out, and a row is one record: its first error says why.
      if (issue.severity === 'ERROR') break;
    }
    if (!row.isRefused) yield skill;
  }
  if (code !== null) yield* relations(input, shape, code, report);
}

/** The row's skill; a row of another framework than the first one's is refused. */
function skillOf(row: RowReader, input: Input, code: string | null): SkillRecord {
  if (code !== null && input.framework === undefined && row.text('framework_code') !== code) {
    row.refuse('framework_code', 'FIELD_INVALID', `the first row's framework is ${code}; one file holds one framework`);
  }
  return skillFrom(row);
}

async function* rowsOf(input: Input, shape: TableShape, report: Report): AsyncGenerator<RowReader> {
  for (const file of input.files) yield* rowsOfFile(file, shape, report);
}

async function* rowsOfFile(file: InputFile, shape: TableShape, report: Report): AsyncGenerator<RowReader> {
  for await (const row of readTable(file, shape, report)) yield new RowReader(row, file.name);
}

async function* relations(input: Input, shape: TableShape, code: string, report: Report): AsyncGenerator<HubRecord> {
  const hierarchy = new Hierarchy();
  for await (const row of rowsOf(input, shape, () => {})) {
    skillOf(row, input, code);
    if (row.isRefused) continue;
    for (const edge of relationsFrom(row)) {
      if (edge.kind === 'BROADER' && !edge.isCrosswalk && !hierarchy.add(edge.from, edge.to)) {
        const message = `${edge.to} already lies under ${edge.from}, so it cannot be above it; correct one of the rows`;
        const place = { ...edge.place, column: edge.columns.to };
        report({ severity: 'ERROR', code: 'HIERARCHY_CYCLE', place, message, raw: edge.to });
      } else yield edge;
    }
  }
}
