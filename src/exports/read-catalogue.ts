import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import type { ExportRecord, LinkedSkill } from '../formats/export.ts';
import type { CredentialRecord, KeptRecord, OrganizationRecord } from '../formats/record.ts';
import { recordPages } from './keyset-pages.ts';

/** Which part of the catalogue: all of it where no provider is named. */
export interface CatalogueScope {
  /** URI of an organisation. */
  readonly provider?: string;
}

/** Rows of one statement: bounded memory, whatever the size of the catalogue. */
const PAGE = 200;
/** Where a record on its way out stands: nowhere in a file. */
const HERE = { file: 'hub' } as const;

/**
 * The catalogue as records: every organisation before its credentials, then what was kept of the sources in this format. What is
 * tombstoned is left out. Reads page by page: what is written meanwhile may be in or not.
 *
 * @param formatName  of the exporter: records that came in it are its own
 */
export async function* readCatalogue(
  db: Db,
  formatName: string,
  { provider }: CatalogueScope = {},
): AsyncGenerator<ExportRecord> {
  yield* recordPages((after) => findOrganizations(db, formatName, provider, after), PAGE);
  yield* recordPages((after) => findCredentials(db, formatName, provider, after), PAGE);
  if (provider === undefined) yield* recordPages((after) => findKept(db, formatName, after), PAGE);
}

type Row<R> = { id: string; isOwn: boolean; record: R } & Record<string, unknown>;

/** The record's columns that every entity has. */
const STATED = sql`'kind', coalesce(stated.kind, 'hub'), 'key', coalesce(stated.key, subject.uri), 'raw', stated.raw`;

/** The record an entity came from, where it did. */
const CAME_FROM = sql`
  left join source_record stated on stated.id = subject.source_record_id
  left join source on source.id = stated.source_id`;

function findOrganizations(db: Db, formatName: string, provider: string | undefined, after: string) {
  return query<Row<OrganizationRecord>>(
    db,
    sql`select subject.id, coalesce(source.format = ${formatName}, false) as "isOwn",
               jsonb_strip_nulls(jsonb_build_object(
                 'type', 'organization', 'place', ${JSON.stringify(HERE)}::jsonb, 'uri', subject.uri, 'name', subject.name,
                 'organizationKind', subject.kind, 'roles', subject.roles, 'url', subject.url,
                 'region', subject.region)) || jsonb_build_object(${STATED}) as record
        from organization subject ${CAME_FROM}
        where subject.id > ${after} and subject.tombstoned_at is null
          and (${provider ?? null}::text is null or subject.uri = ${provider ?? null})
          and ('PROVIDER' = any (subject.roles) or 'QUALITY_BODY' = any (subject.roles)
               or exists (select 1 from credential where provider_id = subject.id))
        order by subject.id limit ${PAGE}`,
  );
}

/** Fields of a credential's record and the columns that hold them. */
const CREDENTIAL_FIELDS = sql.raw(
  (
    [
      ['credentialType', 'type'],
      ...['uri', 'name', 'description', 'url', 'status', 'version', 'languages', 'assessed', 'proctored'],
      ...['currency', 'audience', 'sector', 'regions', 'cip2021', 'noc2021', 'naics2022', 'transcriptable'],
      ['deliveryMode', 'delivery_mode'],
      ['learningFormats', 'learning_formats'],
      ['assessmentMethods', 'assessment_methods'],
      ['summativeAssessment', 'summative_assessment'],
      ['identityVerified', 'identity_verified'],
      ['evidenceVisible', 'evidence_visible'],
      ['instructionalHours', 'instructional_hours'],
      ['totalHours', 'total_hours'],
      ['durationWeeks', 'duration_weeks'],
      ['selfPaced', 'self_paced'],
      ['costCents', 'cost_cents'],
      ['creditStatus', 'credit_status'],
      ['creditValue', 'credit_value'],
      ['stackMode', 'stack_mode'],
      ['validYears', 'valid_years'],
      ['qualityProcess', 'quality_process'],
      ['qualityBody', 'quality_body'],
      ['qualityOn', 'quality_on'],
      ['badgeTemplateUrl', 'badge_template_url'],
    ] as const
  )
    .map((field) => (typeof field === 'string' ? [field, field] : field))
    .map(([field, column]) => `'${field}', subject.${column}`)
    .join(', '),
);

/** What hangs on a credential, each as JSON in a settled order. */
const PARTS = sql`
  'startDates', (select coalesce(jsonb_agg(starts_on order by starts_on), '[]') from offering where credential_id = subject.id),
  'skills', (select coalesce(jsonb_agg(jsonb_build_object('relation', relation, 'statement', statement) order by id), '[]')
             from credential_skill where credential_id = subject.id),
  'relations', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                  'kind', kind, 'toUri', to_uri, 'group', "group", 'groupRequired', group_required, 'position', position))
                  order by kind, position, to_uri), '[]')
                from credential_relation where from_id = subject.id),
  'endorsements', (select coalesce(jsonb_agg(jsonb_build_object('partnerName', partner_name, 'fact', fact) order by id), '[]')
                   from endorsement where credential_id = subject.id),
  'priorLearning', (select jsonb_strip_nulls(jsonb_build_object(
                      'available', available, 'url', url, 'methods', methods, 'maxPercent', max_percent, 'feeCents', fee_cents))
                    from prior_learning_policy where credential_id = subject.id),
  'funding', (select coalesce(jsonb_agg(jsonb_build_object(
                'program', program.code, 'ruleYear', program.rule_year, 'status', eligibility.status)
                order by program.code, program.rule_year), '[]')
              from funding_eligibility eligibility join funding_program program on program.id = eligibility.program_id
              where eligibility.credential_id = subject.id)`;

/** The skills a credential's words were linked to, as `LinkedSkill`. */
const LINKED = sql`(
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
           'statement', words.statement, 'uri', skill.uri, 'code', skill.code, 'format', origin.format))
           || jsonb_build_object('labels', skill.labels, 'framework', framework.name) order by words.id), '[]')
  from credential_skill words
  join skill on skill.id = words.skill_id and skill.tombstoned_at is null
  join framework on framework.id = skill.framework_id
  left join source_record came on came.id = skill.source_record_id
  left join source origin on origin.id = came.source_id
  where words.credential_id = subject.id)`;

function findCredentials(db: Db, formatName: string, provider: string | undefined, after: string) {
  return query<Row<CredentialRecord> & { linked: LinkedSkill[] }>(
    db,
    sql`select subject.id, coalesce(source.format = ${formatName}, false) as "isOwn", ${LINKED} as linked,
               jsonb_strip_nulls(jsonb_build_object(
                 'type', 'credential', 'place', ${JSON.stringify(HERE)}::jsonb, 'providerUri', provider.uri,
                 ${CREDENTIAL_FIELDS}) || jsonb_build_object(${PARTS})) || jsonb_build_object(${STATED}) as record
        from credential subject join organization provider on provider.id = subject.provider_id ${CAME_FROM}
        where subject.id > ${after} and subject.tombstoned_at is null
          and (${provider ?? null}::text is null or provider.uri = ${provider ?? null})
        order by subject.id limit ${PAGE}`,
  );
}

/** What the hub has no table for, of whole catalogues: sources whose records became organisations or credentials. */
export function findKept(db: Db, formatName: string, after: string) {
  return query<Row<KeptRecord>>(
    db,
    sql`select kept.id, true as "isOwn",
               jsonb_build_object('type', 'kept', 'place', ${JSON.stringify(HERE)}::jsonb, 'kind', kept.kind,
                                  'key', kept.key, 'raw', kept.raw) as record
        from source_record kept join source on source.id = kept.source_id
        where kept.id > ${after} and kept.is_kept and kept.tombstoned_at is null and source.format = ${formatName}
        order by kept.id limit ${PAGE}`,
  );
}
