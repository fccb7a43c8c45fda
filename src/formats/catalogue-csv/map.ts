import {
  ASSESSMENT_METHODS,
  CREDENTIAL_STATUS,
  CREDENTIAL_TYPES,
  CREDIT_STATUS,
  type CredentialRelationKind,
  type CredentialSkillRelation,
  DELIVERY_MODES,
  ENDORSEMENT_FACTS,
  FUNDING_STATUS,
  LEARNING_FORMATS,
  PRIOR_LEARNING_METHODS,
  STACK_MODES,
  TRANSCRIPTABLE,
  TRISTATE,
} from '../../credentials/credential.ts';
import { ORGANIZATION_KINDS } from '../../providers/organization.ts';
import { keyFault } from '../key-fault.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';
import type { RowReader } from '../row-reader.ts';

/** A web address, DID, URN or CTID, also with a prefix (`res:ce-…`), is an identity as it stands; else a key within its provider. */
const IS_URI = /^(https?:\/\/|urn:|did:|(?:[a-z]+:)?ce-[0-9a-f-]{36}$)/iu;

export function providerUriOf(row: RowReader): string {
  const id = row.text('provider_id') ?? '';
  return IS_URI.test(id) ? id : `urn:tessera:provider:${id}`;
}

/** URI of a credential named by URI, by `provider/key`, or by a key of the row's own provider. */
function credentialUri(row: RowReader, id: string): string {
  if (IS_URI.test(id)) return id;
  const [provider, key] = id.split('/');
  return `urn:tessera:credential:${key === undefined ? `${row.text('provider_id')}:${id}` : `${provider}:${key}`}`;
}

export function providerFrom(row: RowReader): OrganizationRecord {
  const uri = providerUriOf(row);
  row.required('provider_id');
  row.refuseLong('provider_id', uri);
  const stated = Object.entries(row.cells).filter(([column]) => column.startsWith('provider_'));
  return {
    type: 'organization',
    kind: 'organization',
    key: uri,
    raw: Object.fromEntries(stated),
    place: row.place,
    uri,
    name: { en: row.required('provider_name_en'), ...given('fr', row.text('provider_name_fr')) },
    organizationKind: row.choice('provider_type', ORGANIZATION_KINDS) ?? 'OTHER',
    roles: ['PROVIDER'],
    ...given('url', row.text('provider_url')),
    ...given('region', row.text('provider_region')),
  };
}

/** A credential from its row. A cell that cannot be read is noted in the row and reads as not stated. */
export function credentialFrom(row: RowReader): CredentialRecord {
  const uri = credentialUri(row, row.required('credential_id'));
  row.refuseLong('credential_id', uri);
  const hours = { min: 0, max: 10_000 };
  return {
    type: 'credential',
    kind: 'credential',
    key: uri,
    raw: row.raw,
    place: row.place,
    uri,
    providerUri: providerUriOf(row),
    credentialType: row.choice('type', CREDENTIAL_TYPES) ?? 'MICRO_CREDENTIAL',
    name: { en: row.required('title_en'), ...given('fr', row.text('title_fr')) },
    description: { ...given('en', row.text('description_en')), ...given('fr', row.text('description_fr')) },
    ...given('url', row.text('url')),
    ...given('status', row.choice('status', CREDENTIAL_STATUS)),
    ...given('version', row.text('version')),
    languages: row.list('languages'),
    ...given('deliveryMode', row.choice('delivery_mode', DELIVERY_MODES)),
    learningFormats: row.choices('learning_formats', LEARNING_FORMATS),
    assessmentMethods: row.choices('assessment_methods', ASSESSMENT_METHODS),
    assessed: tristate(row, 'assessed'),
    summativeAssessment: tristate(row, 'summative'),
    proctored: tristate(row, 'proctored'),
    identityVerified: tristate(row, 'identity_verified'),
    evidenceVisible: tristate(row, 'evidence_visible'),
    ...given('instructionalHours', row.number('instructional_hours', hours)),
    ...given('totalHours', row.number('total_hours', hours)),
    ...given('durationWeeks', row.number('duration_weeks', { min: 0, max: 520 })),
    selfPaced: tristate(row, 'self_paced'),
    startDates: row.dates('start_dates'),
    ...costOf(row),
    creditStatus: row.choice('credit_status', CREDIT_STATUS) ?? 'UNKNOWN',
    ...given('creditValue', row.number('credit_value', { min: 0, max: 10_000 })),
    transcriptable: row.choice('transcriptable', TRANSCRIPTABLE) ?? 'UNKNOWN',
    ...given('stackMode', row.choice('stack_mode', STACK_MODES)),
    ...given('validYears', row.number('valid_years', { min: 0, max: 100 })),
    ...given('qualityProcess', row.text('quality_process')),
    ...given('qualityBody', row.text('quality_body')),
    ...given('qualityOn', row.dates('quality_date')[0]),
    ...given('audience', row.text('audience')),
    ...given('sector', row.text('sector')),
    regions: row.list('regions'),
    ...given('cip2021', row.text('cip2021')),
    noc2021: nocCodes(row),
    naics2022: row.list('naics2022'),
    ...given('badgeTemplateUrl', row.text('badge_template_url')),
    skills: skillsOf(row),
    relations: relationsOf(row),
    endorsements: endorsementsOf(row),
    ...given('priorLearning', priorLearningOf(row)),
    funding: fundingOf(row),
  };
}

function given<K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: T };
}

function tristate(row: RowReader, column: string) {
  return row.choice(column, TRISTATE) ?? 'UNKNOWN';
}

function costOf(row: RowReader) {
  const costCents = row.cents('cost');
  return costCents === undefined ? {} : { costCents, currency: row.text('currency') ?? 'CAD' };
}

/** Spreadsheets drop leading zeros of NOC codes, which all have five digits. */
function nocCodes(row: RowReader): string[] {
  return row.list('noc2021').map((code) => (/^\d{1,4}$/u.test(code) ? code.padStart(5, '0') : code));
}

function skillsOf(row: RowReader): CredentialRecord['skills'] {
  const columns: readonly (readonly [string, CredentialSkillRelation])[] = [
    ['skills_taught', 'TEACHES'],
    ['skills_assessed', 'ASSESSES'],
    ['skills_required', 'REQUIRES'],
  ];
  return columns.flatMap(([column, relation]) =>
    [...new Set(row.keys(column))].map((statement) => ({ relation, statement })),
  );
}

function relationsOf(row: RowReader): CredentialRecord['relations'] {
  const columns: readonly (readonly [string, CredentialRelationKind])[] = [
    ['part_of', 'PART_OF'],
    ['prepares_for', 'PREPARES_FOR'],
    ['prerequisites', 'REQUIRES'],
    ['supersedes', 'SUPERSEDES'],
  ];
  const position = row.whole('stack_order', { min: 0, max: 10_000 });
  return columns.flatMap(([column, kind]) =>
    row.list(column).flatMap((cell) => {
      // `certificate#group:2` says: counts in that group, of which 2 are needed.
      const [, id = cell, group, needed] = /^(.*?)(?:#([^:]+):(\d+))?$/u.exec(cell) ?? [];
      const groupRequired = Number(needed ?? 1);
      const toUri = credentialUri(row, id);
      const fault = keyFault(toUri) ?? groupFault(groupRequired);
      if (fault !== null) return row.doubt(column, fault, cell) ?? [];
      return [
        {
          kind,
          toUri,
          ...(group !== undefined && { group, groupRequired }),
          ...(kind === 'PART_OF' && position !== undefined && { position }),
        },
      ];
    }),
  );
}

function groupFault(required: number): string | null {
  if (required >= 1 && required <= 1_000) return null;
  return `a group cannot need ${required} of its members; write a number from 1 to 1000`;
}

function endorsementsOf(row: RowReader): CredentialRecord['endorsements'] {
  return row.keys('partners').flatMap((cell) => {
    const [partnerName = '', stated = ''] = cell.split('|').map((part) => part.trim());
    const fact = ENDORSEMENT_FACTS.find((each) => each === stated.toUpperCase());
    if (partnerName !== '' && fact) return [{ partnerName, fact }];
    row.doubt('partners', `"${cell}" is not "Name|FACT" with FACT one of ${ENDORSEMENT_FACTS.join(', ')}`, cell);
    return [];
  });
}

function priorLearningOf(row: RowReader): CredentialRecord['priorLearning'] {
  const available = row.choice('plar_available', TRISTATE);
  if (available === undefined) return undefined;
  return {
    available,
    ...given('url', row.text('plar_url')),
    methods: row.choices('plar_methods', PRIOR_LEARNING_METHODS),
    ...given('maxPercent', row.number('plar_max_percent', { min: 0, max: 100 })),
    ...given('feeCents', row.cents('plar_fee')),
  };
}

function fundingOf(row: RowReader): CredentialRecord['funding'] {
  const status = row.choice('osap_status', FUNDING_STATUS);
  if (status === undefined) return [];
  return [{ program: 'OSAP_MC', status, ...given('ruleYear', row.whole('osap_year', { min: 2000, max: 2100 })) }];
}
