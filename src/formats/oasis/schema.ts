import { columnsOf } from '../csv.ts';
import type { InputFile } from '../format.ts';

/** Header of the code and of the label, as the files of several years and both languages write them. Source: OaSIS, open data. */
const CODE = /^(?:oasis code|code oasis|code sipec|sipec code)(?: - final(?:e)?)?$/iu;
const LABEL =
  /^(?:oasis label|libell[ée] (?:oasis|sipec)|oasis title|titre (?:oasis|sipec)|label|libell[ée])(?: - final(?:e)?)?$/iu;
/** Words that the French files have in the name or the header. */
const FRENCH = /sipec|libell[ée]|comp[ée]tences|capacit[ée]s|connaissances|attributs|_fr\b|[-_]fr(?:a|\.)/iu;

/** A wide table: a code, a label, then a column a descriptor. */
export interface Matrix {
  readonly codeColumn: string;
  readonly labelColumn: string | undefined;
  readonly descriptors: readonly string[];
  readonly language: 'en' | 'fr';
  /** What its descriptors are: `skills`, `abilities` …, by the file's name. */
  readonly domain: string;
}

/** What the name of a file says of its descriptors, in either language. */
const DOMAINS: readonly (readonly [domain: string, name: RegExp])[] = [
  ['knowledge', /knowledge|connaissances/iu],
  ['abilities', /abilit|capacit/iu],
  ['personal-attributes', /personal|attribut/iu],
  ['work-activities', /activit/iu],
  ['work-context', /context/iu],
  ['interests', /interest|int[ée]r[êe]t/iu],
  ['skills', /skill|comp[ée]tence/iu],
];

/** The matrix a file is, by its header; null for any other. Blanks of every kind around names are no part of them. */
export async function matrixIn(file: InputFile): Promise<Matrix | null> {
  const header = await columnsOf(file);
  const codeColumn = header.find((column) => CODE.test(column));
  const labelColumn = header.find((column) => LABEL.test(column));
  const descriptors = header.filter((column) => column !== codeColumn && column !== labelColumn && column !== '');
  if (codeColumn === undefined || descriptors.length === 0) return null;
  const isFrench = FRENCH.test(`${file.name} ${labelColumn ?? ''}`);
  const domain = DOMAINS.find(([, name]) => name.test(file.name))?.[0] ?? 'other';
  return { codeColumn, labelColumn, descriptors, language: isFrench ? 'fr' : 'en', domain };
}
