import type { TableShape } from '../csv.ts';

/** Columns of our framework template, in its order. Documented in `docs/formats.md`. */
export const FRAMEWORK_COLUMNS = [
  'framework_code',
  'framework_name_en',
  'framework_name_fr',
  'framework_version',
  'uri',
  'code',
  'kind',
  'reuse_level',
  'label_en',
  'label_fr',
  'aliases_en',
  'aliases_fr',
  'description_en',
  'description_fr',
  'broader',
  'exact_match',
  'close_match',
  'broad_match',
  'related_match',
] as const;

export const FRAMEWORK_REQUIRED = ['framework_code', 'uri', 'kind'] as const;

export function shapeOf(columns: Readonly<Record<string, string>> | undefined): TableShape {
  return { required: FRAMEWORK_REQUIRED, known: FRAMEWORK_COLUMNS, isGuarded: true, ...(columns && { columns }) };
}
