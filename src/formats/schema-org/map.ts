import type { CredentialType } from '../../credentials/credential.ts';
import { spanFrom } from '../ctdl/facts.ts';
import { urnOf } from '../ctdl/identity.ts';
import type { Json, Node, Target } from '../ctdl/node.ts';
import { WITHIN } from '../ctdl/raw.ts';
import { languageTag } from '../ctdl/texts.ts';
import type { Place } from '../format.ts';
import { keyFault } from '../key-fault.ts';
import { given } from '../open-badges/given.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';

/** Source: schema.org, types under Course and EducationalOccupationalCredential. */
export const CREDENTIAL_CLASSES = ['Course', 'EducationalOccupationalProgram', 'EducationalOccupationalCredential'];
export const ORGANIZATION_CLASSES = [
  ...[
    'Organization',
    'EducationalOrganization',
    'CollegeOrUniversity',
    'School',
    'Corporation',
    'GovernmentOrganization',
  ],
];

const CATEGORIES: readonly (readonly [word: RegExp, type: CredentialType])[] = [
  [/micro/iu, 'MICRO_CREDENTIAL'],
  [/badge/iu, 'BADGE'],
  [/certification/iu, 'CERTIFICATION'],
  [/completion/iu, 'CERTIFICATE_OF_COMPLETION'],
  [/certificate|certificat/iu, 'CERTIFICATE'],
  [/degree|bachelor|master|doctor/iu, 'DEGREE'],
  [/diploma|diplôme/iu, 'DIPLOMA'],
  [/licen[sc]e/iu, 'LICENSE'],
];

export function uriOf(node: Node): string {
  return node.uri ?? node.plain('url') ?? urnOf('schema-org', node.json);
}

/** Who provides it: `provider`, for a credential also who recognises it. */
export function providerOf(node: Node): Target | undefined {
  return node.targets('provider', 'offeredBy', 'creator', 'publisher', 'recognizedBy')[0];
}

export function organizationUriOf({ uri, node }: Target): string | undefined {
  if (uri !== undefined) return uri;
  return node?.plain('url') ?? (node?.plain('name') && urnOf('organization', node.plain('name')));
}

/** An organisation by its own node, or `isWithin` another. */
export function organizationFrom(
  uri: string,
  node: Node | undefined,
  isWithin: boolean,
  place: Place,
): OrganizationRecord {
  const name = node?.text('name') ?? {};
  const isUniversity =
    node?.types.includes('CollegeOrUniversity') === true && /universit/iu.test(Object.values(name).join(' '));
  return {
    type: 'organization',
    kind: 'organization',
    key: uri,
    raw: isWithin ? { [WITHIN]: node?.json ?? uri } : (node?.json ?? {}),
    place,
    uri,
    name: Object.keys(name).length > 0 ? name : { und: uri },
    organizationKind: isUniversity ? 'UNIVERSITY' : 'OTHER',
    roles: ['PROVIDER'],
    ...given('url', node?.plain('url')),
  };
}

/** A course, a programme or a credential; only what is stated, nothing guessed. */
export function credentialFrom(uri: string, node: Node, providerUri: string, place: Place): CredentialRecord {
  const isCredential = node.types.includes('EducationalOccupationalCredential');
  const category = [
    ...node.texts('credentialCategory').map(([, text]) => text),
    ...node.concepts('credentialCategory'),
  ].join(' ');
  const instances = node.nodes('hasCourseInstance');
  const modes = [...instances, node].flatMap((each) => each.concepts('courseMode')).join(' ');
  const span = ['timeRequired', 'timeToComplete'].flatMap((property) => spanFrom(node.plain(property) ?? '') ?? [])[0];
  const workload = instances.flatMap((each) => spanFrom(each.plain('courseWorkload') ?? '') ?? [])[0];
  const hours = span?.hours || workload?.hours || 0;
  const [price] = node.nodes('offers').flatMap((offer) => {
    const cents = Math.round(Number(offer.plain('price')?.replace(/[$\s,]/gu, '')) * 100);
    return cents >= 0 && cents <= 2_147_483_647
      ? [{ costCents: cents, ...given('currency', offer.plain('priceCurrency')) }]
      : [];
  });
  const years = spanFrom(node.plain('validFor') ?? '')?.weeks;
  const credits = node.nodes('numberOfCredits')[0]?.number('value') ?? node.number('numberOfCredits');
  const days = [...instances, node].flatMap((each) => each.plain('startDate')?.slice(0, 10) ?? []);
  return {
    ...{ type: 'credential', kind: 'credential', key: uri, raw: node.json, place, uri, providerUri },
    credentialType: isCredential ? (CATEGORIES.find(([word]) => word.test(category))?.[1] ?? 'OTHER') : 'COURSE',
    name: node.text('name', 'alternateName'),
    description: node.text('description'),
    ...given('url', node.plain('url')),
    languages: [...new Set(node.texts('inLanguage').map(([, text]) => languageTag(text) ?? text))],
    ...given('deliveryMode', deliveryIn(modes)),
    ...{ learningFormats: [], assessmentMethods: [], assessed: node.has('assesses') ? 'YES' : 'UNKNOWN' },
    ...{
      summativeAssessment: 'UNKNOWN',
      proctored: 'UNKNOWN',
      identityVerified: 'UNKNOWN',
      evidenceVisible: 'UNKNOWN',
    },
    ...(hours > 0 && hours <= 10_000 && { totalHours: hours }),
    ...(span !== undefined && span.weeks > 0 && span.weeks <= 520 && { durationWeeks: span.weeks }),
    selfPaced: 'UNKNOWN',
    ...price,
    creditStatus: credits === undefined ? 'UNKNOWN' : 'CREDIT',
    ...given('creditValue', credits),
    transcriptable: 'UNKNOWN',
    ...given('validYears', years === undefined || years <= 0 ? undefined : Math.round((years / 52) * 1e6) / 1e6),
    regions: [],
    ...{ noc2021: [], naics2022: [] },
    startDates: [
      ...new Set(days.filter((day) => /^(?!0000)\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(day)))),
    ],
    skills: skillsOf(node, isCredential),
    relations: node
      .uris('isPartOf')
      .filter((to) => to !== uri && keyFault(to) === null)
      .map((toUri) => ({ kind: 'PART_OF' as const, toUri })),
    endorsements: [],
    funding: [],
  };
}

function deliveryIn(modes: string): CredentialRecord['deliveryMode'] {
  if (/blended|hybrid/iu.test(modes)) return 'HYBRID';
  if (/online|distance/iu.test(modes)) return /(?<!a)synchronous/iu.test(modes) ? 'ONLINE_SYNC' : 'ONLINE_ASYNC';
  return /onsite|in-?\s?person|full-?time|part-?time/iu.test(modes) && /onsite|person/iu.test(modes)
    ? 'FACE_TO_FACE'
    : undefined;
}

/** Source: schema.org `teaches`, `assesses`, `competencyRequired`: texts, DefinedTerm or AlignmentObject. */
function skillsOf(node: Node, isCredential: boolean): CredentialRecord['skills'] {
  const each = (relation: 'TEACHES' | 'ASSESSES' | 'REQUIRES', property: string) =>
    node.values(property).flatMap((value, index) => {
      const target = node.targets(property)[index];
      const words =
        target?.node?.plain('targetUrl') ?? target?.uri ?? target?.node?.plain('url', 'targetName', 'name', 'termCode');
      const text = typeof value === 'string' ? value.trim() : words;
      return text === undefined || text === '' || keyFault(text) !== null ? [] : [{ relation, statement: text }];
    });
  const all = [
    ...each('TEACHES', 'teaches'),
    ...each('ASSESSES', 'assesses'),
    ...each(isCredential ? 'ASSESSES' : 'REQUIRES', 'competencyRequired'),
  ];
  return [...new Map(all.map((skill) => [`${skill.relation} ${skill.statement}`, skill])).values()];
}

/** The same, the other way. Texts in several languages are a list, as JSON-LD has it. */
export function nodeFrom(record: CredentialRecord): Json {
  const isCourse = record.credentialType === 'COURSE';
  const skills = (relation: string) =>
    record.skills
      .filter((each) => each.relation === relation)
      .map(({ statement }) =>
        /^(https?|urn):/u.test(statement) ? { '@type': 'DefinedTerm', '@id': statement } : statement,
      );
  const list = (property: string, values: readonly unknown[]) => (values.length > 0 ? { [property]: values } : {});
  const duration =
    record.totalHours !== undefined
      ? `PT${record.totalHours}H`
      : record.durationWeeks !== undefined && `P${record.durationWeeks}W`;
  const mode =
    record.deliveryMode &&
    {
      ONLINE_ASYNC: 'online',
      ONLINE_SYNC: 'online, synchronous',
      HYBRID: 'blended',
      FACE_TO_FACE: 'onsite',
      WORKPLACE: 'onsite',
    }[record.deliveryMode];
  const days = record.startDates.length > 0 ? record.startDates : mode ? [undefined] : [];
  const texts = (text: Readonly<Record<string, string>>) =>
    Object.entries(text).map(([tag, value]) => ({ '@language': tag, '@value': value }));
  return {
    '@type': isCourse ? 'Course' : 'EducationalOccupationalCredential',
    '@id': record.uri,
    name: texts(record.name),
    ...list('description', texts(record.description)),
    ...given('url', record.url),
    provider: { '@id': record.providerUri },
    ...list('inLanguage', record.languages),
    ...(!isCourse && {
      credentialCategory:
        record.credentialType.charAt(0) + record.credentialType.slice(1).toLowerCase().replaceAll('_', ' '),
    }),
    ...(duration && { timeRequired: duration }),
    ...(record.costCents !== undefined && {
      offers: { '@type': 'Offer', price: record.costCents / 100, ...given('priceCurrency', record.currency) },
    }),
    ...given('numberOfCredits', record.creditValue),
    ...(record.validYears !== undefined && { validFor: `P${record.validYears}Y` }),
    ...list(
      'hasCourseInstance',
      days.map((startDate) => ({
        '@type': 'CourseInstance',
        ...given('startDate', startDate),
        ...given('courseMode', mode),
      })),
    ),
    ...list('teaches', skills('TEACHES')),
    ...list(isCourse ? 'assesses' : 'competencyRequired', skills('ASSESSES')),
    ...list(
      'isPartOf',
      record.relations.filter(({ kind }) => kind === 'PART_OF').map(({ toUri }) => ({ '@id': toUri })),
    ),
  };
}
