import { isLinkable } from './map.ts';

/**
 * Columns of the library export, by which cells go here, and what they are called in the batch templates of the user interface and
 * of the server. Source: OSMT, csv-schema-*.csvs.
 */
export const COLUMNS: readonly (readonly [name: string, ...others: string[]])[] = [
  ['Canonical URL'],
  ['Collection'],
  ['RSD Name', 'Skill Name'],
  ['Authors', 'Author', 'Author(s)'],
  ['Skill Statement', 'Contextualized Skill Statement'],
  ['Categories', 'Category', 'Skill Categories', 'Skill Category'],
  ['Keywords'],
  ['Standards', 'Professional Standards'],
  ['Certifications'],
  ['Occupation Major Groups', 'BLS Major Group', 'BLS Major Groups'],
  ['Occupation Minor Groups', 'BLS Minor Group', 'BLS Minor Groups'],
  ['Broad Occupations', 'BLS Broad Occupation', 'BLS Broad Occupations'],
  ['Detailed Occupations', 'BLS Detailed Occupation', 'BLS Detailed Occupations'],
  ['O*Net Job Codes', 'O*NET Job Role', 'O*NET Job Roles'],
  ['Employers', 'Employer'],
];

const BY_NAME = new Map(
  COLUMNS.flatMap(([name, ...others]) => [name, ...others].map((one) => [one.toLowerCase(), name])),
);
const SET = /^alignment(?: (\d+))?(?: (name|title|url|framework))?$/iu;
const PARTS: Readonly<Record<string, string>> = { name: 'Name', title: 'Name', url: 'URL', framework: 'Framework' };

/** What a column is called here, whatever its case and family; one that is in none keeps its name. */
export function columnNamed(header: string): string {
  const [, number, part = 'url'] = SET.exec(header) ?? [];
  if (!SET.test(header)) return BY_NAME.get(header.toLowerCase()) ?? header;
  return alignmentColumn(Number(number ?? 1), PARTS[part.toLowerCase()] ?? 'URL');
}

/** Sets of alignments are numbered from the second on. */
export function alignmentColumn(number: number, part: string): string {
  return `Alignment${number > 1 ? ` ${number}` : ''} ${part}`;
}

/** Cells of a row that say something, by the names they have here. */
export function cellsOf(row: Readonly<Record<string, string>>): Record<string, string> {
  const stated = Object.entries(row).map(([header, cell]) => [columnNamed(header), unguarded(cell.trim())] as const);
  return Object.fromEntries(stated.filter(([, cell]) => cell !== ''));
}

/** Cells that a spreadsheet would run go out with an apostrophe before them; it is no part of what they say. */
function unguarded(cell: string): string {
  return /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(cell) ? cell.slice(1) : cell;
}

const URL_OF_SET = /^Alignment(?: \d+)? URL$/u;

/** Alignment addresses of a row by column; those that are no addresses apart. */
export function alignmentsOf(cells: Readonly<Record<string, string>>) {
  const stated = Object.entries(cells)
    .filter(([column]) => URL_OF_SET.test(column))
    .flatMap(([column, cell]) => cell.split(/;\s*/u).map((target) => ({ column, target: target.trim() })))
    .filter(({ target }) => target !== '');
  return {
    linkable: stated.filter(({ target }) => isLinkable(target)),
    others: stated.filter(({ target }) => !isLinkable(target)),
  };
}
