import type { TableShape } from '../csv.ts';

/** Columns of our catalogue template, in its order. Documented in `docs/formats.md`. Source: Ontario field list (domain §4.2). */
export const CATALOGUE_COLUMNS = [
  ...['provider_id', 'provider_name_en', 'provider_name_fr', 'provider_type', 'provider_url', 'provider_region'],
  ...['credential_id', 'type', 'title_en', 'title_fr', 'description_en', 'description_fr', 'url', 'status', 'version'],
  ...['languages', 'delivery_mode', 'learning_formats', 'assessment_methods', 'assessed', 'summative', 'proctored'],
  ...['identity_verified', 'evidence_visible', 'instructional_hours', 'total_hours', 'duration_weeks', 'self_paced'],
  ...['start_dates', 'cost', 'currency', 'credit_status', 'credit_value', 'transcriptable', 'stack_mode', 'part_of'],
  ...['prepares_for', 'prerequisites', 'supersedes', 'stack_order', 'valid_years', 'plar_available', 'plar_url'],
  ...['plar_methods', 'plar_max_percent', 'plar_fee', 'partners', 'quality_process', 'quality_body', 'quality_date'],
  ...['skills_taught', 'skills_assessed', 'skills_required', 'osap_status', 'osap_year', 'audience', 'sector'],
  ...['regions', 'cip2021', 'noc2021', 'naics2022', 'badge_template_url'],
] as const;

export const CATALOGUE_REQUIRED = ['provider_id', 'provider_name_en', 'credential_id', 'title_en'] as const;

export function shapeOf(columns: Readonly<Record<string, string>> | undefined): TableShape {
  return { required: CATALOGUE_REQUIRED, known: CATALOGUE_COLUMNS, isGuarded: true, ...(columns && { columns }) };
}
