import { z } from 'zod';
import { CATALOGUE_COLUMNS, CATALOGUE_REQUIRED } from '../catalogue-csv/schema.ts';
import { FRAMEWORK_COLUMNS, FRAMEWORK_REQUIRED } from '../framework-csv/schema.ts';

/** Columns of a posting as a table states it. Documented in `docs/formats.md`. */
export const JOB_COLUMNS = [
  ...['employer_id', 'employer_name', 'employer_url', 'position_id', 'title_en', 'title_fr', 'description_en'],
  ...[
    'description_fr',
    'url',
    'region',
    'occupation',
    'noc2021',
    'published_on',
    'closes_on',
    'skills',
    'skills_required',
  ],
  ...['skills_preferred', 'credentials_required', 'credentials_preferred'],
] as const;

export const TARGETS = {
  credential: { columns: CATALOGUE_COLUMNS, required: CATALOGUE_REQUIRED },
  skill: { columns: FRAMEWORK_COLUMNS, required: FRAMEWORK_REQUIRED },
  job: { columns: JOB_COLUMNS, required: ['employer_name', 'position_id', 'title_en'] },
  organization: {
    columns: CATALOGUE_COLUMNS.filter((column) => column.startsWith('provider_')),
    required: ['provider_id', 'provider_name_en'],
  },
} as const satisfies Readonly<
  Record<string, { readonly columns: readonly string[]; readonly required: readonly string[] }>
>;
export type Target = keyof typeof TARGETS;

/** What one of a unit is in the column's own. */
export const UNITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  instructional_hours: { minutes: 1 / 60, hours: 1 },
  total_hours: { minutes: 1 / 60, hours: 1 },
  duration_weeks: { days: 1 / 7, weeks: 1, months: 52 / 12, years: 52 },
  valid_years: { months: 1 / 12, years: 1 },
  cost: { cents: 1 / 100, dollars: 1 },
  plar_fee: { cents: 1 / 100, dollars: 1 },
};

/** How a column of ours is filled. A text alone is the name of the foreign column. */
const Field = z.union([
  z
    .string()
    .min(1)
    .transform((column) => ({ column })),
  z
    .strictObject({
      /** Header of the foreign column. */
      column: z.string().min(1).optional(),
      /** What every row says; beside `column`, what a row says whose cell is empty. */
      constant: z.string().optional(),
      /** What several values of a cell are separated by. */
      split: z.string().min(1).max(10).optional(),
      /** What foreign values are called here; one that is not listed is a doubt. */
      values: z.record(z.string(), z.string()).optional(),
      /** How days are written, of YYYY, MM and DD. */
      dateFormat: z.string().optional(),
      unit: z.string().optional(),
    })
    .refine(({ column, constant }) => column !== undefined || constant !== undefined, {
      error: 'state column, constant or both',
    }),
]);

export const Mapping = z.strictObject({
  target: z.enum(Object.keys(TARGETS) as [Target, ...Target[]]),
  fields: z.record(z.string(), Field),
});
export type Mapping = z.output<typeof Mapping>;
export type MappedField = z.output<typeof Field> & {
  readonly column?: string | undefined;
  readonly constant?: string | undefined;
  readonly split?: string | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly dateFormat?: string | undefined;
  readonly unit?: string | undefined;
};
