import { textIn } from '../../db/localized-text.ts';
import type { Exporter, ExportRecord } from '../export.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';
import { listCell, type TableCells, writeTable } from '../write-table.ts';
import { CATALOGUE_COLUMNS } from './schema.ts';

/**
 * A catalogue in our template, one row a credential with its provider. Rows that came in it go out as they came. A provider without
 * credentials has no row, and relations the template has no column for are left out.
 */
export const catalogueCsvExporter: Exporter = {
  name: 'catalogue-csv',
  label: 'Provider catalogue, CSV template of this hub',
  writes: ['CATALOGUE'],
  mediaType: 'text/csv; charset=utf-8',
  extension: 'csv',
  write: (records) => writeTable(CATALOGUE_COLUMNS, rowsFrom(records)),
};

async function* rowsFrom(records: AsyncIterable<ExportRecord>): AsyncGenerator<TableCells> {
  const providers = new Map<string, OrganizationRecord>();
  for await (const { record, isOwn } of records) {
    if (record.type === 'organization') providers.set(record.uri, record);
    if (record.type !== 'credential') continue;
    yield isOwn ? (record.raw as TableCells) : rowOf(record, providers.get(record.providerUri));
  }
}

function rowOf(credential: CredentialRecord, provider: OrganizationRecord | undefined): TableCells {
  return {
    provider_id: credential.providerUri,
    provider_name_en: provider ? textIn(provider.name, 'en') : credential.providerUri,
    ...{ provider_name_fr: provider?.name.fr, provider_type: provider?.organizationKind },
    ...{ provider_url: provider?.url, provider_region: provider?.region },
    ...{ credential_id: credential.uri, type: credential.credentialType },
    ...{ title_en: textIn(credential.name, 'en'), title_fr: credential.name.fr },
    ...{ description_en: credential.description.en, description_fr: credential.description.fr },
    ...{ url: credential.url, status: credential.status, version: credential.version },
    ...learningCells(credential),
    ...termCells(credential),
    ...stackCells(credential),
    ...priorLearningCells(credential),
    ...skillCells(credential),
    ...{ audience: credential.audience, sector: credential.sector, regions: listCell(credential.regions) },
    ...{ cip2021: credential.cip2021, noc2021: listCell(credential.noc2021) },
    ...{ naics2022: listCell(credential.naics2022), badge_template_url: credential.badgeTemplateUrl },
  };
}

function learningCells(credential: CredentialRecord): TableCells {
  return {
    ...{ languages: listCell(credential.languages), delivery_mode: credential.deliveryMode },
    learning_formats: listCell(credential.learningFormats),
    assessment_methods: listCell(credential.assessmentMethods),
    ...{ assessed: stated(credential.assessed), summative: stated(credential.summativeAssessment) },
    ...{ proctored: stated(credential.proctored), identity_verified: stated(credential.identityVerified) },
    ...{ evidence_visible: stated(credential.evidenceVisible), self_paced: stated(credential.selfPaced) },
    ...{ instructional_hours: number(credential.instructionalHours), total_hours: number(credential.totalHours) },
    ...{ duration_weeks: number(credential.durationWeeks), start_dates: listCell(credential.startDates) },
  };
}

function termCells(credential: CredentialRecord): TableCells {
  const [osap] = credential.funding.filter(({ program }) => program === 'OSAP_MC');
  return {
    ...{ cost: money(credential.costCents), currency: credential.currency },
    ...{ credit_status: stated(credential.creditStatus), credit_value: number(credential.creditValue) },
    ...{ transcriptable: stated(credential.transcriptable), valid_years: number(credential.validYears) },
    ...{ quality_process: credential.qualityProcess, quality_body: credential.qualityBody },
    quality_date: credential.qualityOn,
    partners: listCell(
      credential.endorsements.map(({ partnerName, fact }) => `${partnerName.replaceAll('|', ' ')}|${fact}`),
    ),
    ...{ osap_status: osap?.status, osap_year: number(osap?.ruleYear) },
  };
}

function stackCells({ stackMode, relations }: CredentialRecord): TableCells {
  const ends = (kind: CredentialRecord['relations'][number]['kind']) =>
    listCell(
      relations
        .filter((relation) => relation.kind === kind)
        .map(({ toUri, group, groupRequired = 1 }) =>
          group === undefined ? toUri : `${toUri}#${group}:${groupRequired}`,
        ),
    );
  return {
    ...{ stack_mode: stackMode, part_of: ends('PART_OF'), prepares_for: ends('PREPARES_FOR') },
    ...{ prerequisites: ends('REQUIRES'), supersedes: ends('SUPERSEDES') },
    stack_order: number(relations.find(({ position }) => position !== undefined)?.position),
  };
}

function priorLearningCells({ priorLearning }: CredentialRecord): TableCells {
  if (!priorLearning) return {};
  return {
    ...{ plar_available: priorLearning.available, plar_url: priorLearning.url },
    ...{ plar_methods: listCell(priorLearning.methods), plar_max_percent: number(priorLearning.maxPercent) },
    plar_fee: money(priorLearning.feeCents),
  };
}

function skillCells({ skills }: CredentialRecord): TableCells {
  const words = (relation: CredentialRecord['skills'][number]['relation']) =>
    listCell(skills.filter((skill) => skill.relation === relation).map(({ statement }) => statement));
  return { skills_taught: words('TEACHES'), skills_assessed: words('ASSESSES'), skills_required: words('REQUIRES') };
}

/** An empty cell is what is unknown. */
function stated(value: string): string | undefined {
  return value === 'UNKNOWN' ? undefined : value;
}

function number(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function money(cents: number | undefined): string | undefined {
  return cents === undefined ? undefined : (cents / 100).toFixed(2);
}
