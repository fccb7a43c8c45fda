import { checkTable, hasColumns, listIn, readTable, type TableRow } from '../csv.ts';
import { escoFramework } from '../esco/framework.ts';
import { occupationFrom, occupationGroupFrom, skillFrom, skillGroupFrom } from '../esco/map.ts';
import type { Format, InputFault, InputFile, Report } from '../format.ts';
import { Hierarchy } from '../hierarchy.ts';
import type { HubRecord, KeptRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { edgesOf } from './edges.ts';
import { Ids } from './ids.ts';
import { shapeOf, TABLE_NAMES, type TableName, tablesIn } from './schema.ts';

/** The tables state one language and do not say which; ESCO's is English. */
const LANGUAGE = 'en';

const CONCEPTS = [
  ['skillGroups', skillGroupFrom, 'skill-group'],
  ['skills', skillFrom, 'skill'],
  ['occupationGroups', occupationGroupFrom, 'occupation-group'],
  ['occupations', occupationFrom, 'occupation'],
] as const;
const EDGES = ['skillHierarchy', 'skillSkillRelations', 'occupationHierarchy', 'occupationSkillRelations'] as const;

/** ESCO in the tables of Tabiya: concepts first, then edges by the concepts' ids. Source: Tabiya CSV documentation. */
export const escoTabiyaFormat: Format = {
  name: 'esco-tabiya',
  label: "ESCO in Tabiya's tables, CSV folder",
  version: 1,
  isPackage: true,

  async recognises(input) {
    for (const [table, file] of tablesIn(input)) {
      if (table !== 'modelInfo' && (await hasColumns(file, shapeOf(table).required))) return true;
    }
    return false;
  },

  async check(input) {
    const tables = tablesIn(input);
    const faults: InputFault[] = [];
    for (const [table, file] of tables) faults.push(...(await checkTable(file, shapeOf(table))));
    if (tables.size > 0) return faults;
    const message = "holds none of Tabiya's tables, such as skills.csv; name their folder";
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  complete(input) {
    const tables = tablesIn(input);
    const has = (...names: TableName[]) => names.every((name) => tables.has(name));
    const isSkills = has('skills', 'skillGroups');
    const isOccupations = has('occupations', 'occupationGroups');
    return [
      ...CONCEPTS.filter(([table]) => has(table)).map(([, , kind]) => `${kind}:${LANGUAGE}`),
      ...(isSkills && has('skillHierarchy', 'skillSkillRelations') ? ['skill-relation'] : []),
      ...(isOccupations && has('occupationHierarchy') ? ['occupation-relation'] : []),
      ...(has('skills', 'occupations', 'occupationSkillRelations') ? ['occupation-skill'] : []),
      ...[...EDGES, 'modelInfo' as const].filter((table) => has(table)).map((table) => `tabiya:${table}`),
    ];
  },

  async *read(input, report) {
    reportMissingFiles(input, report);
    const tables = tablesIn(input);
    for (const table of TABLE_NAMES) {
      if (tables.has(table) || table === 'modelInfo') continue;
      const message = `the table of ${table} is not in the folder; what only it states was not imported`;
      report({ severity: 'WARNING', code: 'FILE_MISSING', place: { file: `${table}.csv` }, message });
    }
    yield escoFramework(input);
    const ids = new Ids();
    for (const [table, map] of CONCEPTS) {
      const file = tables.get(table);
      if (file) yield* concepts(table, file, map, ids, report);
    }
    const hierarchies = { skillHierarchy: new Hierarchy(), occupationHierarchy: new Hierarchy() };
    for (const table of EDGES) {
      const file = tables.get(table);
      if (file) yield* edgesOf(table, file, { ids, hierarchies, has: (name) => tables.has(name) }, report);
    }
    const info = tables.get('modelInfo');
    if (info) yield* modelInfo(info, report);
  },
};

async function* concepts(
  table: TableName,
  file: InputFile,
  map: (typeof CONCEPTS)[number][1],
  ids: Ids,
  report: Report,
): AsyncGenerator<HubRecord> {
  for await (const row of readTable(file, shapeOf(table), report)) {
    const record = map({ line: row.line, cells: asEsco(row) }, file.name, LANGUAGE);
    if ('severity' in record) {
      const { column, ...place } = record.place;
      report({ ...record, place: { ...place, ...(column !== undefined && { column: COLUMNS[column] ?? column }) } });
      continue;
    }
    const id = (row.cells.ID ?? '').trim();
    if (!ids.add(table, id, record.uri)) {
      const message = `${id} is the ID of an earlier row too, which the relations mean; give each row its own`;
      const place = { ...record.place, column: 'ID' };
      report({ severity: 'WARNING', code: 'DUPLICATE_KEY', place, message, raw: id });
    }
    yield { ...record, raw: row.cells };
  }
}

/** Tabiya's column of each of ESCO's. */
const COLUMNS: Readonly<Record<string, string>> = {
  ...{ conceptUri: 'ORIGINURI', preferredLabel: 'PREFERREDLABEL', altLabels: 'ALTLABELS', description: 'DESCRIPTION' },
  ...{ code: 'CODE', skillType: 'SKILLTYPE', reuseLevel: 'REUSELEVEL' },
};

function asEsco({ cells }: TableRow): Record<string, string> {
  const named = Object.entries(COLUMNS).map(([esco, tabiya]) => [esco, (cells[tabiya] ?? '').trim()] as const);
  const oldest = listIn(cells.UUIDHISTORY, '\n').at(-1);
  const esco = { ...Object.fromEntries(named), altLabels: cells.ALTLABELS ?? '' } as Record<string, string>;
  // What a local taxonomy adds has no address of its own; its first UUID never changes.
  return esco.conceptUri === '' && oldest !== undefined ? { ...esco, conceptUri: `urn:uuid:${oldest}` } : esco;
}

async function* modelInfo(file: InputFile, report: Report): AsyncGenerator<KeptRecord> {
  for await (const { cells, line } of readTable(file, shapeOf('modelInfo'), report)) {
    const key = `${cells.NAME ?? ''} ${cells.VERSION ?? ''}`.trim().slice(0, 500) || 'model';
    yield { type: 'kept', kind: 'tabiya:modelInfo', key, raw: cells, place: { file: file.name, line } };
  }
}
