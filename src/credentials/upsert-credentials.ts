import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { CredentialId, OrganizationId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { CredentialRecord } from '../formats/record.ts';
import { findSkillsByWords } from '../skills/index.ts';
import { FUNDING_PROGRAMS, judgeFunding } from './funding.ts';
import { fundingProgram } from './tables.ts';

/** A credential as a source states it, with its provider's row and its source record. */
export interface CredentialToUpsert {
  readonly stated: CredentialRecord;
  readonly providerId: OrganizationId;
  readonly sourceRecordId: SourceRecordId;
}

/** A skill statement that no loaded skill answers to. */
export interface UnresolvedStatement {
  readonly credentialUri: string;
  readonly statement: string;
}

/**
 * Writes credentials by URI with all that hangs on them: offerings, skills, stack edges, endorsements, prior learning,
 * funding. What a source no longer states of a credential is gone afterwards. URIs must be distinct within a call.
 *
 * @returns the skill statements that could not be linked; they are stored as words and linked when a framework brings them
 */
export async function upsertCredentials(
  db: Db,
  credentials: readonly CredentialToUpsert[],
): Promise<UnresolvedStatement[]> {
  if (credentials.length === 0) return [];
  const ids = await writeCredentials(db, credentials);
  const each = credentials.flatMap(({ stated }) => {
    const id = ids.get(stated.uri);
    return id === undefined ? [] : [{ id, stated }];
  });
  await clearParts(
    db,
    each.map(({ id }) => id),
  );
  await writeParts(db, each);
  return writeSkills(db, each);
}

async function writeCredentials(
  db: Db,
  credentials: readonly CredentialToUpsert[],
): Promise<Map<string, CredentialId>> {
  const rows = credentials.map(({ stated, providerId, sourceRecordId }) => ({
    ...stated,
    type: stated.credentialType,
    status: stated.status ?? 'ACTIVE',
    providerId,
    sourceRecordId,
  }));
  const columns: readonly (readonly [column: string, field: string, type: string])[] = [
    ['provider_id', 'providerId', 'bigint'],
    ['uri', 'uri', 'text'],
    ['type', 'type', 'credential_type'],
    ['name', 'name', 'jsonb'],
    ['description', 'description', 'jsonb'],
    ['url', 'url', 'text'],
    ['status', 'status', 'credential_status'],
    ['version', 'version', 'text'],
    ['languages', 'languages', 'text[]'],
    ['delivery_mode', 'deliveryMode', 'delivery_mode'],
    ['learning_formats', 'learningFormats', 'learning_format[]'],
    ['assessment_methods', 'assessmentMethods', 'assessment_method[]'],
    ['assessed', 'assessed', 'tristate'],
    ['summative_assessment', 'summativeAssessment', 'tristate'],
    ['proctored', 'proctored', 'tristate'],
    ['identity_verified', 'identityVerified', 'tristate'],
    ['evidence_visible', 'evidenceVisible', 'tristate'],
    ['instructional_hours', 'instructionalHours', 'real'],
    ['total_hours', 'totalHours', 'real'],
    ['duration_weeks', 'durationWeeks', 'real'],
    ['self_paced', 'selfPaced', 'tristate'],
    ['cost_cents', 'costCents', 'integer'],
    ['currency', 'currency', 'text'],
    ['credit_status', 'creditStatus', 'credit_status'],
    ['credit_value', 'creditValue', 'real'],
    ['transcriptable', 'transcriptable', 'transcriptable'],
    ['stack_mode', 'stackMode', 'stack_mode'],
    ['valid_years', 'validYears', 'real'],
    ['quality_process', 'qualityProcess', 'text'],
    ['quality_body', 'qualityBody', 'text'],
    ['quality_on', 'qualityOn', 'date'],
    ['audience', 'audience', 'text'],
    ['sector', 'sector', 'text'],
    ['regions', 'regions', 'text[]'],
    ['cip2021', 'cip2021', 'text'],
    ['noc2021', 'noc2021', 'text[]'],
    ['naics2022', 'naics2022', 'text[]'],
    ['badge_template_url', 'badgeTemplateUrl', 'text'],
    ['source_record_id', 'sourceRecordId', 'bigint'],
  ];
  const list = (parts: readonly string[]): SQL => sql.raw(parts.join(', '));
  const written = await query<{ uri: string; id: string }>(
    db,
    sql`insert into credential (${list(columns.map(([column]) => column))})
        select ${list(columns.map(([, field]) => `"${field}"`))}
        from ${rowsOf(rows, columns.map(([, field, type]) => `"${field}" ${type}`).join(', '))} as input
        on conflict (uri) do update
          set ${list(columns.filter(([column]) => column !== 'uri').map(([column]) => `${column} = excluded.${column}`))},
              tombstoned_at = null, updated_at = now()
        returning uri, id`,
  );
  return new Map(written.map(({ uri, id }) => [uri, Number(id) as CredentialId]));
}

interface Written {
  readonly id: CredentialId;
  readonly stated: CredentialRecord;
}

const PARTS = ['offering', 'credential_skill', 'endorsement', 'prior_learning_policy', 'funding_eligibility'] as const;

async function clearParts(db: Db, ids: readonly CredentialId[]): Promise<void> {
  const rows = rowsOf(
    ids.map((id) => ({ id })),
    'id bigint',
  );
  for (const table of PARTS) {
    await db.execute(
      sql`delete from ${sql.identifier(table)} where credential_id in (select id from ${rows} as input)`,
    );
  }
  await db.execute(sql`delete from credential_relation where from_id in (select id from ${rows} as input)`);
}

async function writeParts(db: Db, credentials: readonly Written[]): Promise<void> {
  const each = <T extends object>(parts: (stated: CredentialRecord) => readonly T[]) =>
    credentials.flatMap(({ id, stated }) => parts(stated).map((part) => ({ id, ...part })));

  await db.execute(
    sql`insert into offering (credential_id, starts_on, cost_cents, currency)
        select id, "startsOn", "costCents", currency
        from ${rowsOf(
          each((stated) =>
            stated.startDates.map((startsOn) => ({ startsOn, costCents: stated.costCents, currency: stated.currency })),
          ),
          'id bigint, "startsOn" date, "costCents" integer, currency text',
        )} as input
        on conflict do nothing`,
  );
  await db.execute(
    sql`insert into credential_relation (from_id, kind, to_uri, to_id, "group", group_required, position)
        select input.id, kind, "toUri", far.id, "group", "groupRequired", position
        from ${rowsOf(
          each((stated) => stated.relations),
          'id bigint, kind credential_relation_kind, "toUri" text, "group" text, "groupRequired" integer, position integer',
        )} as input
        left join credential far on far.uri = "toUri"
        on conflict do nothing`,
  );
  await db.execute(
    sql`insert into endorsement (credential_id, partner_name, fact)
        select id, "partnerName", fact
        from ${rowsOf(
          each((stated) => stated.endorsements),
          'id bigint, "partnerName" text, fact endorsement_fact',
        )} as input
        on conflict do nothing`,
  );
  await db.execute(
    sql`insert into prior_learning_policy (credential_id, available, url, methods, max_percent, fee_cents)
        select id, available, url, coalesce(methods, '{}'), "maxPercent", "feeCents"
        from ${rowsOf(
          each((stated) => (stated.priorLearning ? [stated.priorLearning] : [])),
          'id bigint, available tristate, url text, methods prior_learning_method[], "maxPercent" real, "feeCents" integer',
        )} as input`,
  );
  await writeFunding(db, credentials);
}

async function writeFunding(db: Db, credentials: readonly Written[]): Promise<void> {
  const judged = credentials.flatMap(({ id, stated }) =>
    stated.funding.flatMap(({ program, status }) =>
      FUNDING_PROGRAMS.filter((rules) => rules.code === program).map((rules) => ({
        id,
        code: rules.code,
        ruleYear: rules.ruleYear,
        ...judgeFunding(rules, status, stated),
      })),
    ),
  );
  if (judged.length === 0) return;
  await db
    .insert(fundingProgram)
    .values(
      FUNDING_PROGRAMS.map(({ code, jurisdiction, ruleYear, name, url, ...rules }) => ({
        code,
        jurisdiction,
        ruleYear,
        name,
        url,
        rules,
      })),
    )
    .onConflictDoNothing();
  await db.execute(
    sql`insert into funding_eligibility (credential_id, program_id, status, reasons)
        select input.id, program.id, status, input.reasons
        from ${rowsOf(judged, 'id bigint, code text, "ruleYear" integer, status funding_status, reasons text[]')} as input
        join funding_program program on program.code = input.code and program.rule_year = input."ruleYear"
        on conflict do nothing`,
  );
}

async function writeSkills(db: Db, credentials: readonly Written[]): Promise<UnresolvedStatement[]> {
  const statements = credentials.flatMap(({ id, stated }) =>
    stated.skills.map((skill) => ({ id, credentialUri: stated.uri, ...skill })),
  );
  const links = await findSkillsByWords(
    db,
    statements.map(({ statement }) => statement),
  );
  const rows = statements.map((row) => {
    const link = links.get(row.statement);
    return { ...row, skillId: link?.skillId ?? null, how: link?.how ?? 'UNRESOLVED' };
  });
  await db.execute(
    sql`insert into credential_skill (credential_id, relation, statement, skill_id, how)
        select id, relation, statement, "skillId", how
        from ${rowsOf(rows, 'id bigint, relation credential_skill_relation, statement text, "skillId" bigint, how link_method')} as input
        on conflict do nothing`,
  );
  return rows.flatMap(({ how, credentialUri, statement }) =>
    how === 'UNRESOLVED' ? [{ credentialUri, statement }] : [],
  );
}
