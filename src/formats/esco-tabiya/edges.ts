import { readTable, type TableRow } from '../csv.ts';
import type { InputFile, Place, Report } from '../format.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { keyFault } from '../key-fault.ts';
import type { HubRecord } from '../record.ts';
import { type Ids, tableOf } from './ids.ts';
import { shapeOf, type TableName } from './schema.ts';

type EdgeTable = 'skillHierarchy' | 'skillSkillRelations' | 'occupationHierarchy' | 'occupationSkillRelations';

/** What edges are read by: the concepts' ids, the trees so far, and which tables are in the folder. */
export interface Concepts {
  readonly ids: Ids;
  readonly hierarchies: { readonly skillHierarchy: Hierarchy; readonly occupationHierarchy: Hierarchy };
  has(table: TableName): boolean;
}

interface End {
  readonly column: string;
  readonly id: string;
  /** Undefined where the row names a type of object that there is none of. */
  readonly table: TableName | undefined;
}

/** Ends of an edge, `from` first as the hub has it: the child of a parent, what is required of what requires it. */
function endsOf(table: EdgeTable, { cells }: TableRow): readonly [from: End, to: End] {
  const end = (column: string, holder: TableName | undefined): End => ({
    ...{ column, id: (cells[column] ?? '').trim(), table: holder },
  });
  switch (table) {
    case 'skillSkillRelations':
      return [end('REQUIREDID', 'skills'), end('REQUIRINGID', 'skills')];
    case 'occupationSkillRelations':
      return [end('OCCUPATIONID', 'occupations'), end('SKILLID', 'skills')];
    default:
      return [
        end('CHILDID', tableOf(cells.CHILDOBJECTTYPE ?? '')),
        end('PARENTID', tableOf(cells.PARENTOBJECTTYPE ?? '')),
      ];
  }
}

/**
 * Edges of one table. A row that ties ids of a table which is not in the folder is kept whole, as nothing here says what they stand
 * for; so is one with a signalling value instead of a type.
 */
export async function* edgesOf(
  table: EdgeTable,
  file: InputFile,
  concepts: Concepts,
  report: Report,
): AsyncGenerator<HubRecord> {
  for await (const row of readTable(file, shapeOf(table), report)) {
    const place = { file: file.name, line: row.line };
    const record = edgeFrom(table, row, place, concepts);
    if ('fault' in record) {
      const { fault, column, raw, code } = record;
      report({ severity: 'ERROR', code, place: { ...place, column }, message: fault, raw });
    } else yield record;
  }
}

interface Fault {
  readonly fault: string;
  readonly column: string;
  readonly raw: string;
  readonly code: 'FIELD_INVALID' | 'URI_UNKNOWN' | 'HIERARCHY_CYCLE';
}

function edgeFrom(table: EdgeTable, row: TableRow, place: Place, concepts: Concepts): HubRecord | Fault {
  const ends = endsOf(table, row);
  const relation = (row.cells.RELATIONTYPE ?? '').trim().toLowerCase();
  const isTree = table === 'skillHierarchy' || table === 'occupationHierarchy';
  const isSignalled = table === 'occupationSkillRelations' && relation === '' && row.cells.SIGNALLINGVALUE;
  for (const { column, id, table: holder } of ends) {
    const long = keyFault(id);
    if (long !== null) return { code: 'FIELD_INVALID', column, raw: id, fault: long };
    if (holder === undefined) {
      const raw = row.cells[column.replace('ID', 'OBJECTTYPE')] ?? '';
      const fault = `"${raw}" is no type of object; write skill, skillgroup, escooccupation, localoccupation or iscogroup`;
      return { code: 'FIELD_INVALID', column: column.replace('ID', 'OBJECTTYPE'), raw, fault };
    }
  }
  if (!isTree && !isSignalled && relation !== 'essential' && relation !== 'optional') {
    const fault = `"${relation}" is neither essential nor optional`;
    return { code: 'FIELD_INVALID', column: 'RELATIONTYPE', raw: relation, fault };
  }
  const [from, to] = ends.map((end) => end.table && concepts.ids.uriOf(end.table, end.id));
  const unknown = ends.find(
    ({ id, table: holder }) => holder && concepts.has(holder) && !concepts.ids.uriOf(holder, id),
  );
  if (unknown) {
    const fault = `no row that was read has the ID ${unknown.id}; add the row or correct the ID`;
    return { code: 'URI_UNKNOWN', column: unknown.column, raw: unknown.id, fault };
  }
  if (from === undefined || to === undefined || isSignalled) {
    const key = [...ends.map(({ id, table: holder }) => `${holder} ${id}`), relation].join(' ').trim();
    return { type: 'kept', kind: `tabiya:${table}`, key, raw: row.cells, place };
  }
  const edge = { place, from, to, columns: { from: ends[0].column, to: ends[1].column }, raw: row.cells };
  if (isTree && !concepts.hierarchies[table].add(from, to)) {
    const fault = `${to} already lies under ${from}, so it cannot be above it; correct or remove the row`;
    return { code: 'HIERARCHY_CYCLE', column: edge.columns.to, raw: ends[1].id, fault };
  }
  const isEssential = relation === 'essential';
  switch (table) {
    case 'skillHierarchy':
      return { type: 'skill-relation', ...edge, kind: 'BROADER', isCrosswalk: false };
    case 'skillSkillRelations':
      return {
        ...{ type: 'skill-relation', ...edge, isCrosswalk: false },
        kind: isEssential ? 'ESSENTIAL_FOR' : 'OPTIONAL_FOR',
      };
    case 'occupationSkillRelations':
      return { type: 'occupation-skill', ...edge, relation: isEssential ? 'ESSENTIAL' : 'OPTIONAL' };
    case 'occupationHierarchy':
      return { type: 'occupation-relation', place, from, to, columns: edge.columns };
  }
}
