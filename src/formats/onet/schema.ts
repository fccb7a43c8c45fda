import { columnsOf } from '../csv.ts';
import type { InputFile } from '../format.ts';

/** What a table of the O*NET database is told by: the columns it cannot do without. Source: O*NET 30.1 Data Dictionary. */
export const ONET_TABLES = {
  ratings: ['O*NET-SOC Code', 'Element ID', 'Element Name', 'Scale ID', 'Data Value'],
  technology: ['O*NET-SOC Code', 'Example', 'Commodity Code', 'Commodity Title'],
  tasks: ['O*NET-SOC Code', 'Task ID', 'Task', 'Task Type'],
  occupations: ['O*NET-SOC Code', 'Title', 'Description'],
  contentModel: ['Element ID', 'Element Name', 'Description'],
} as const;

/** OTHER has a column of O*NET and is kept; FOREIGN is no table of O*NET. */
export type OnetTable = keyof typeof ONET_TABLES | 'OTHER' | 'FOREIGN';

/** Columns that tell a row of a kept table from the others of its table. */
export const NAMING_COLUMNS = [
  'O*NET-SOC Code',
  'Element ID',
  'Scale ID',
  'Category',
  'Task ID',
  'DWA ID',
  'IWA ID',
  'Alternate Title',
  'Reported Job Title',
  'Related O*NET-SOC Code',
  'Date',
] as const;

const KNOWN = [
  ...new Set([
    ...Object.values(ONET_TABLES).flat(),
    ...NAMING_COLUMNS,
    ...['Recommend Suppress', 'Not Relevant', 'Hot Technology', 'In Demand', 'Job Zone'],
  ]),
];
/** Columns that only O*NET's tables have. */
const OF_ONET = ['O*NET-SOC Code', 'Element ID', 'Scale ID', 'Task ID', 'DWA ID', 'IWA ID', 'Job Zone'];

export function shapeOf(table: OnetTable) {
  return { required: table in ONET_TABLES ? ONET_TABLES[table as keyof typeof ONET_TABLES] : [], known: KNOWN };
}

/** Which table a file is, by its header. */
export async function onetTable(file: InputFile): Promise<OnetTable> {
  const header = new Set((await columnsOf(file)).map((column) => column.toLowerCase()));
  const has = (column: string) => header.has(column.toLowerCase());
  const found = Object.entries(ONET_TABLES).find(([, columns]) => columns.every(has));
  if (found) return found[0] as keyof typeof ONET_TABLES;
  return OF_ONET.some(has) ? 'OTHER' : 'FOREIGN';
}
