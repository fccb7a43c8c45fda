import type { TableShape } from '../csv.ts';
import type { Input, InputFile } from '../format.ts';

const CONCEPT = ['ORIGINURI', 'ID', 'UUIDHISTORY', 'PREFERREDLABEL'];
const TREE = ['PARENTOBJECTTYPE', 'PARENTID', 'CHILDID', 'CHILDOBJECTTYPE'];

/**
 * Tables by what they hold: the names a file goes by, without blanks and case, and the columns it cannot do without. Source: Tabiya
 * CSV documentation, which names some files otherwise than the published data set.
 */
const TABLES = {
  skillGroups: { names: ['skillgroups'], required: [...CONCEPT, 'CODE'] },
  skills: { names: ['skills'], required: [...CONCEPT, 'SKILLTYPE', 'REUSELEVEL'] },
  occupationGroups: { names: ['iscogroups', 'occupationgroups'], required: [...CONCEPT, 'CODE'] },
  occupations: { names: ['occupations'], required: [...CONCEPT, 'CODE'] },
  skillHierarchy: { names: ['skillshierarchy', 'skillhierarchy'], required: TREE },
  occupationHierarchy: { names: ['occupationshierarchy', 'occupationhierarchy'], required: TREE },
  skillSkillRelations: {
    names: ['skillskillrelations', 'skilltoskillrelations'],
    required: ['REQUIRINGID', 'RELATIONTYPE', 'REQUIREDID'],
  },
  occupationSkillRelations: {
    names: ['occupationskillrelations', 'occupationtoskillrelations'],
    required: ['OCCUPATIONID', 'RELATIONTYPE', 'SKILLID'],
  },
  modelInfo: { names: ['modelinfo'], required: ['NAME', 'VERSION'] },
} as const;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

export function shapeOf(table: TableName): TableShape {
  const { required } = TABLES[table];
  return { required, known: [...required, 'ALTLABELS', 'DESCRIPTION'] };
}

/** The file of each table that is in the folder; the first of two. */
export function tablesIn(input: Input): Map<TableName, InputFile> {
  const found = new Map<TableName, InputFile>();
  for (const file of input.files) {
    const name = file.name.toLowerCase().replace(/[_\s-]/gu, '');
    const table = TABLE_NAMES.find((each) => TABLES[each].names.some((known) => name === `${known}.csv`));
    if (table && !found.has(table)) found.set(table, file);
  }
  return found;
}
