import type { CredentialType } from '../../credentials/credential.ts';
import { keyFault } from '../key-fault.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';
import type { RowReader } from '../row-reader.ts';

/** What a platform calls an offer, in lower case; anything else is OTHER. Sources: Coursera and edX, names of their offers. */
const TYPES: Readonly<Record<string, CredentialType>> = {
  course: 'COURSE',
  'guided project': 'COURSE',
  specialization: 'CERTIFICATE_OF_COMPLETION',
  'professional certificate': 'CERTIFICATE',
  micromasters: 'MICRO_CREDENTIAL',
  microbachelors: 'MICRO_CREDENTIAL',
  xseries: 'CERTIFICATE_OF_COMPLETION',
};

/** A cell's text; the word `None`, which exports write for nothing, states nothing. */
function stated(row: RowReader, column: string): string | undefined {
  const text = row.text(column);
  return text?.toLowerCase() === 'none' ? undefined : text;
}

function keyOf(text: string): string {
  return encodeURIComponent(text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '-'));
}

export function providerFrom(row: RowReader): OrganizationRecord {
  const name = row.required('instructor');
  const uri = `urn:tessera:provider:${keyOf(name)}`;
  row.refuseLong('instructor', uri, keyFault);
  return {
    ...{ type: 'organization', kind: 'organization', key: uri, raw: { instructor: name }, place: row.place, uri },
    ...{ name: { en: name }, organizationKind: 'OTHER', roles: ['PROVIDER'] },
  };
}

/**
 * One offer. The file names none by an address: platform, provider, title and type make its identity. Its skills are taught, in the
 * source's words; whether it assesses them is not stated.
 */
export function credentialFrom(row: RowReader): CredentialRecord {
  const title = row.required('title');
  const type = stated(row, 'certificatetype');
  const provider = providerFrom(row);
  const parts = [stated(row, 'platform') ?? '', row.required('instructor'), title, type ?? ''];
  const uri = `urn:tessera:course:${parts.map(keyOf).join(':')}`;
  row.refuseLong('title', uri, keyFault);
  const description = stated(row, 'description');
  const duration = durationIn(stated(row, 'duration') ?? '');
  const skills = skillsIn(row.text('skills') ?? '').filter((skill) => {
    const fault = keyFault(skill);
    if (fault !== null) row.doubt('skills', fault, skill);
    return fault === null;
  });
  if (duration === null) {
    row.doubt(
      'duration',
      'the length is not understood; write it like "3 - 6 Months" or "Less Than 2 Hours"',
      row.text('duration') ?? '',
    );
  }
  return {
    ...{
      type: 'credential',
      kind: 'credential',
      key: uri,
      raw: row.raw,
      place: row.place,
      uri,
      providerUri: provider.uri,
    },
    credentialType: type === undefined ? 'OTHER' : (TYPES[type.toLowerCase()] ?? 'OTHER'),
    name: { en: title },
    description: description === undefined ? {} : { en: description },
    ...{
      languages: [],
      learningFormats: [],
      assessmentMethods: [],
      assessed: 'UNKNOWN',
      summativeAssessment: 'UNKNOWN',
    },
    ...{ proctored: 'UNKNOWN', identityVerified: 'UNKNOWN', evidenceVisible: 'UNKNOWN', selfPaced: 'UNKNOWN' },
    ...(duration ?? {}),
    creditStatus: creditStatus(stated(row, 'crediteligibility')),
    ...{ transcriptable: 'UNKNOWN', regions: [], noc2021: [], naics2022: [], startDates: [] },
    skills: skills.map((statement) => ({ relation: 'TEACHES', statement })),
    ...{ relations: [], endorsements: [], funding: [] },
  };
}

/** "Eligible for credit" is said of few offers; False says that this one gives none. */
function creditStatus(cell: string | undefined): CredentialRecord['creditStatus'] {
  if (cell === undefined || !/^(?:true|false)$/iu.test(cell)) return 'UNKNOWN';
  return cell.toLowerCase() === 'true' ? 'CREDIT' : 'NON_CREDIT';
}

/** Skills of a cell: `{" SQL"," Linux"}` as PostgreSQL writes lists, or cut by commas. Each once, in order. */
export function skillsIn(cell: string): string[] {
  const list = /^\{(.*)\}$/su.exec(cell.trim())?.[1];
  const parts =
    list === undefined
      ? cell.split(/[,;]/u)
      : [...list.matchAll(/"((?:[^"\\]|\\.)*)"|([^,"]+)/gsu)].map(
          ([, quoted, plain]) => quoted?.replace(/\\(.)/gsu, '$1') ?? plain ?? '',
        );
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

const WEEKS: Readonly<Record<string, number>> = { week: 1, month: 52 / 12 };

/**
 * The length an offer states: hours as hours, weeks and months as weeks (a month has 52/12), the larger end of a range and the limit of
 * "less than", so that nobody plans for too little. Calendar time says nothing of hours of work, so none are made of it.
 *
 * @returns an empty answer for an empty cell; null for words that are not understood
 */
export function durationIn(cell: string): Pick<CredentialRecord, 'totalHours' | 'durationWeeks'> | null {
  if (cell.trim() === '') return {};
  const [, from, to, unit] =
    /^(?:less than\s+)?(\d+(?:\.\d+)?)(?:\s*(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*(hour|week|month)s?$/iu.exec(
      cell.trim(),
    ) ?? [];
  if (from === undefined || unit === undefined) return null;
  const most = Number(to ?? from);
  const weeks = WEEKS[unit.toLowerCase()];
  return weeks === undefined ? { totalHours: most } : { durationWeeks: Math.round(most * weeks) };
}
