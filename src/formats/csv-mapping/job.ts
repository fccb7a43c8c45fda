import type { StatedRequirement } from '../../jobs/requirement.ts';
import { given } from '../open-badges/given.ts';
import type { JobRecord } from '../record.ts';
import type { RowReader } from '../row-reader.ts';

/** Columns of leaves, and how much each is needed. */
const LEAVES = [
  ['skills_required', 'skill', 'REQUIRED'],
  ['skills', 'skill', 'UNSPECIFIED'],
  ['skills_preferred', 'skill', 'PREFERRED'],
  ['credentials_required', 'credential', 'REQUIRED'],
  ['credentials_preferred', 'credential', 'PREFERRED'],
] as const;

/** A posting from a row in our columns. */
export function jobFrom(row: RowReader): JobRecord {
  const name = row.required('employer_name');
  const slug = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  const uri = row.text('employer_id') ?? row.text('employer_url') ?? `urn:tessera:employer:${slug}`;
  const positionId = row.required('position_id');
  const key = `${uri} ${positionId}`;
  row.refuseLong('position_id', key);
  const all = LEAVES.flatMap(([column, form, importance]) =>
    row.keys(column).map((words): StatedRequirement => ({ [form]: words, importance })),
  );
  return {
    ...{ type: 'job', kind: 'job', key, raw: row.raw, place: row.place, positionId },
    employer: { uri, name: { en: name }, ...given('url', row.text('employer_url')) },
    title: { en: row.required('title_en'), ...given('fr', row.text('title_fr')) },
    description: { ...given('en', row.text('description_en')), ...given('fr', row.text('description_fr')) },
    ...given('url', row.text('url')),
    ...given('region', row.text('region')),
    ...given('occupation', row.text('occupation')),
    ...given('noc2021', nocOf(row)),
    ...given('publishedAt', momentOf(row, 'published_on')),
    ...given('closesAt', momentOf(row, 'closes_on')),
    ...(all.length > 0 && { requirement: { all } }),
  };
}

/** Spreadsheets drop leading zeros of NOC codes, which all have five digits. */
function nocOf(row: RowReader): string | undefined {
  const code = row.text('noc2021');
  if (code === undefined || /^\d{1,5}$/u.test(code)) return code?.padStart(5, '0');
  return row.doubt('noc2021', `"${code}" is no NOC 2021 code; write five digits`, code);
}

function momentOf(row: RowReader, column: string): string | undefined {
  const [day] = row.dates(column);
  return day === undefined ? undefined : `${day}T00:00:00Z`;
}
