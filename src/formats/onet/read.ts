import { crosswalkIn, crosswalkRows } from '../crosswalk/read.ts';
import { checkTable, readTable } from '../csv.ts';
import type { Format, Input, InputFault, InputFile, Report } from '../format.ts';
import type { HubRecord } from '../record.ts';
import { reportMissingFiles, reportUnreadFile } from '../report-missing-files.ts';
import { RowReader } from '../row-reader.ts';
import {
  commodityFrom,
  commodityNeed,
  elementFrom,
  elementKind,
  frameworkRecord,
  keptFrom,
  levelScaleRecord,
  occupationFrom,
  taskFrom,
  taskNeed,
  technologyFrom,
  technologyNeed,
  technologyRelation,
} from './map.ts';
import { ratedNeeds, ratingsOf } from './ratings.ts';
import { type OnetTable, onetTable, shapeOf } from './schema.ts';

interface Found {
  readonly file: InputFile;
  readonly table: OnetTable;
}

async function tablesOf(input: Input): Promise<Found[]> {
  const found: Found[] = [];
  for (const file of input.files) found.push({ file, table: await onetTable(file) });
  return found;
}

/** Tables a whole O*NET release has, by the words their files' names begin with. */
const WHOLE = ['Occupation Data', 'Skills', 'Knowledge', 'Abilities', 'Technology Skills', 'Task Statements'];

/**
 * The O*NET database's text files, one or many: occupations; rated elements, technology and tasks as skills, and how much each
 * occupation needs them; a crosswalk that lies beside them. What the hub has no table for is kept.
 */
export const onetFormat: Format = {
  name: 'onet',
  label: 'O*NET database, tab-separated text files (USDOL/ETA)',
  version: 1,
  isPackage: true,

  async recognises(input) {
    return (await tablesOf(input)).some(
      ({ table }) => table !== 'OTHER' && table !== 'FOREIGN' && table !== 'contentModel',
    );
  },

  async check(input) {
    if (!(await onetFormat.recognises(input))) {
      const message =
        'holds none of Occupation Data, Skills, Knowledge, Abilities, Technology Skills and Task Statements; name the folder of the text download';
      return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
    }
    const faults: InputFault[] = [];
    for (const { file, table } of await tablesOf(input)) {
      if (table !== 'FOREIGN') faults.push(...(await checkTable(file, shapeOf(table))));
    }
    return faults;
  },

  complete({ files }) {
    const has = (name: string) => files.some((file) => file.name.startsWith(name));
    return [
      ...(has('Occupation Data') ? ['occupation'] : []),
      ...(has('Skills') && has('Knowledge') && has('Abilities') ? ['element'] : []),
      ...(has('Technology Skills') ? ['technology', 'commodity', 'skill-relation'] : []),
      ...(has('Task Statements') ? ['task'] : []),
      ...(WHOLE.every(has) ? ['occupation-skill'] : []),
    ];
  },

  async *read(input, report) {
    reportMissingFiles(input, report);
    const found = await tablesOf(input);
    const of = (...tables: readonly OnetTable[]) => found.filter(({ table }) => tables.includes(table));
    yield frameworkRecord(input.framework ?? 'onet', input.frameworkVersion ?? versionIn(input.name), input.name);
    const [rated] = of('ratings');
    if (rated) yield levelScaleRecord(rated.file.name);
    for (const { file } of of('occupations')) yield* each(file, 'occupations', report, (row) => [occupationFrom(row)]);
    const described = await descriptions(of('contentModel').map(({ file }) => file));
    yield* skills(found, described, report);
    for (const { file } of of('technology')) yield* technologyRelations(file);
    yield* needs(found, report);
    for (const { file, table } of of('OTHER', 'contentModel', 'FOREIGN')) {
      if (table !== 'FOREIGN') yield* each(file, table, report, (row) => [keptFrom(row, kindOf(file))]);
      else if (await crosswalkIn(file)) yield* crosswalkRows(file, input, report);
      else reportUnreadFile(file.name, 'a table of O*NET', report);
    }
  },
};

/** Release that the folder's name states: `db_30_2_text`, `onet-30.2`. */
function versionIn(name: string): string {
  const [, release, revision] = /(\d{2})[._](\d)(?!\d)/u.exec(name) ?? [];
  return release === undefined ? 'unknown' : `${release}.${revision}`;
}

function kindOf({ name }: InputFile): string {
  return `onet:${name
    .replace(/\.[^.]+$/u, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')}`;
}

/** Maps each row; one whose mapping refuses it is left out, with its first fault. */
async function* each(
  file: InputFile,
  table: OnetTable,
  report: Report,
  map: (row: RowReader) => readonly HubRecord[],
): AsyncGenerator<HubRecord> {
  for await (const cells of readTable(file, shapeOf(table), report)) {
    const row = new RowReader(cells, file.name);
    const records = map(row);
    for (const issue of row.issues) {
      report(issue);
      if (issue.severity === 'ERROR') break;
    }
    if (!row.isRefused) yield* records;
  }
}

/** What the Content Model says of each element: some 600 rows. */
async function descriptions(files: readonly InputFile[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const file of files) {
    for await (const { cells } of readTable(file, shapeOf('contentModel'), () => {})) {
      found.set((cells['Element ID'] ?? '').trim(), (cells.Description ?? '').trim());
    }
  }
  return found;
}

/** Every skill once, from the first row that names it. Faults of rows are told where their needs are read. */
async function* skills(
  found: readonly Found[],
  described: ReadonlyMap<string, string>,
  report: Report,
): AsyncGenerator<HubRecord> {
  const met = new Set<string>();
  const isNew = (record: HubRecord) => {
    if (record.type !== 'skill' || met.has(record.uri)) return false;
    met.add(record.uri);
    return true;
  };
  for (const { file, table } of found) {
    const silent = () => {};
    if (table === 'ratings') {
      yield* each(file, table, silent, (row) => {
        const kind = elementKind(row.text('Element ID') ?? '');
        return kind ? [elementFrom(row, kind, described.get(row.text('Element ID') ?? ''))].filter(isNew) : [];
      });
    } else if (table === 'technology') {
      yield* each(file, table, silent, (row) => {
        const records = [commodityFrom(row), technologyFrom(row)];
        return row.isRefused ? [] : records.filter(isNew);
      });
    } else if (table === 'tasks') {
      // A task belongs to one occupation: its row is a skill of its own, and one that comes twice is an issue.
      yield* each(file, table, report, (row) => [taskFrom(row)]);
    }
  }
}

async function* technologyRelations(file: InputFile): AsyncGenerator<HubRecord> {
  const met = new Set<string>();
  yield* each(
    file,
    'technology',
    () => {},
    (row) => {
      const edge = technologyRelation(row);
      const isRepeated = met.has(`${edge.from} ${edge.to}`);
      technologyFrom(row);
      met.add(`${edge.from} ${edge.to}`);
      return isRepeated ? [] : [edge];
    },
  );
}

async function* needs(found: readonly Found[], report: Report): AsyncGenerator<HubRecord> {
  for (const { file, table } of found) {
    if (table === 'ratings') {
      yield* ratedNeeds(ratingsOf(file, report), report);
      yield* each(
        file,
        table,
        () => {},
        (row) => (elementKind(row.text('Element ID') ?? '') ? [] : [keptFrom(row, kindOf(file))]),
      );
    } else if (table === 'tasks') {
      yield* each(
        file,
        table,
        () => {},
        (row) => {
          taskFrom(row);
          return [taskNeed(row)];
        },
      );
    } else if (table === 'technology') yield* technologyNeeds(file, report);
  }
}

/** A row is one need of the software, and of its commodity the first time the occupation names one. */
async function* technologyNeeds(file: InputFile, report: Report): AsyncGenerator<HubRecord> {
  let occupation = '';
  const met = new Set<string>();
  yield* each(file, 'technology', report, (row) => {
    const stated = [technologyNeed(row), commodityNeed(row)];
    technologyFrom(row);
    commodityFrom(row);
    const [first] = stated;
    if (first && first.from !== occupation) met.clear();
    occupation = first?.from ?? '';
    const fresh = stated.filter(({ to }) => !met.has(to));
    for (const { to } of stated) met.add(to);
    if (fresh.length > 0) return fresh;
    row.refuse(
      'Example',
      'FIELD_INVALID',
      'the occupation names this software and commodity above; the first one counts',
    );
    return [];
  });
}
