import { columnsOf } from '../csv.ts';
import type { InputFile } from '../format.ts';

/**
 * Columns of Statistics Canada's NOC 2021 files by what they say; English, French and bilingual files name them differently.
 * Source: StatCan, NOC 2021 Version 1.0, "Classification structure" and "Elements" CSV.
 */
const COLUMNS = {
  level: /^(?:level|niveau)/iu,
  code: /^code\b/iu,
  titleEn: /^(?:class|code) title/iu,
  titleFr: /^titres? de (?:la )?classes?/iu,
  definitionEn: /^class definition/iu,
  definitionFr: /^d[ée]finitions? de (?:la )?classe/iu,
  // Elements: the kind of statement, then the statement.
  elementTypeEn: /^element type label english/iu,
  elementEn: /^element description english/iu,
  elementTypeFr: /^(?:.*type d.[ée]l[ée]ment|element type label french)/iu,
  elementFr: /^(?:description d.[ée]l[ée]ment|[ée]l[ée]ment description (?!english))/iu,
} as const;

export type NocColumn = keyof typeof COLUMNS;
/** The file's own name of each column it has. */
export type NocHeader = Partial<Readonly<Record<NocColumn, string>>>;
export type NocTable = 'structure' | 'elements';

export async function nocTable(file: InputFile): Promise<{ table: NocTable; header: NocHeader } | null> {
  const names = await columnsOf(file);
  const header: NocHeader = Object.fromEntries(
    Object.entries(COLUMNS).flatMap(([column, form]) => {
      const name = names.find((each) => form.test(each));
      return name === undefined ? [] : [[column, name]];
    }),
  );
  if (header.level === undefined || header.code === undefined) return null;
  if ((header.elementTypeEn && header.elementEn) || (header.elementTypeFr && header.elementFr)) {
    return { table: 'elements', header };
  }
  return header.titleEn || header.titleFr ? { table: 'structure', header } : null;
}
