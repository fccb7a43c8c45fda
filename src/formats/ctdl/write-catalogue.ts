import type { DeliveryMode } from '../../credentials/credential.ts';
import type { OrganizationKind } from '../../providers/organization.ts';
import type { CredentialRecord, OrganizationRecord } from '../record.ts';
import { ctidIn, urnOf } from './identity.ts';
import type { Json } from './node.ts';
import { CLASS_OF } from './terms.ts';

/** A concept of a CTDL vocabulary; the words carry what the vocabulary has no concept for. */
function concept(words: string, target?: string): Json {
  return {
    '@type': 'ceterms:CredentialAlignmentObject',
    ...(target !== undefined && { 'ceterms:targetNode': target }),
    'ceterms:targetNodeName': { en: words },
  };
}

const WORDS: Partial<Record<OrganizationKind, Json>> = {
  UNIVERSITY: concept('University', 'orgType:FourYear'),
  COLLEGE: concept('College', 'orgType:TwoYear'),
  INDIGENOUS_INSTITUTE: concept('Indigenous institute', 'orgType:Postsecondary'),
  CAREER_COLLEGE: concept('Career college', 'orgType:CareerAndTechnical'),
  PROFESSIONAL_BODY: concept('Professional body', 'orgType:ProfessionalAssociation'),
  LICENSING_BODY: concept('Licensing body', 'orgType:CertificationBody'),
  EMPLOYER: concept('Employer', 'orgType:Business'),
  PORTAL: concept('Portal', 'orgType:Collaborative'),
};

export function organizationNode({ uri, name, organizationKind, roles, url, region }: OrganizationRecord): Json {
  const isQualityBody = roles.includes('QUALITY_BODY') && !roles.includes('PROVIDER');
  const kind = WORDS[organizationKind];
  return {
    '@id': uri,
    '@type': isQualityBody ? 'ceterms:QACredentialOrganization' : 'ceterms:CredentialOrganization',
    ...ctid(uri),
    'ceterms:name': name,
    ...(url !== undefined && { 'ceterms:subjectWebpage': url }),
    ...(kind && { 'ceterms:agentType': [kind] }),
    ...(region !== undefined && {
      'ceterms:address': [{ '@type': 'ceterms:Place', 'ceterms:addressRegion': { en: region } }],
    }),
  };
}

const DELIVERY: Record<DeliveryMode, readonly [words: string, target: string]> = {
  FACE_TO_FACE: ['In person', 'deliveryType:InPerson'],
  ONLINE_SYNC: ['Online, synchronous', 'deliveryType:OnlineOnly'],
  ONLINE_ASYNC: ['Online, asynchronous', 'deliveryType:OnlineOnly'],
  HYBRID: ['Blended', 'deliveryType:BlendedDelivery'],
  WORKPLACE: ['Workplace', 'deliveryType:InPerson'],
};
const LEARNING: Readonly<Record<string, string>> = {
  ...{ LECTURE: 'learnMethod:Lecture', LAB: 'learnMethod:Laboratory', PROJECT: 'learnMethod:Applied' },
  WORK_INTEGRATED: 'learnMethod:WorkBased',
};
const ASSESSMENT: Readonly<Record<string, string>> = {
  ...{ EXAM: 'assessMethod:Exam', PORTFOLIO: 'assessMethod:Artifact', PROJECT: 'assessMethod:Artifact' },
  ...{
    ASSIGNMENT: 'assessMethod:Artifact',
    PERFORMANCE: 'assessMethod:Performance',
    PRESENTATION: 'assessMethod:Performance',
  },
};
const STATUS = { ACTIVE: 'Active', DEPRECATED: 'Deprecated', CEASED: 'Ceased' } as const;

/** All of a credential that CTDL has a term for. What the hub knows beyond it stays behind. */
export function credentialNode(record: CredentialRecord): Json {
  const { uri, name, description, providerUri } = record;
  const isCourse = record.credentialType === 'COURSE';
  const list = (property: string, values: readonly unknown[]) => (values.length > 0 ? { [property]: values } : {});
  const stated = (property: string, value: unknown) => (value === undefined ? {} : { [property]: value });
  const to = (kind: CredentialRecord['relations'][number]['kind'], isGrouped = false) =>
    record.relations
      .filter((each) => each.kind === kind && (each.group !== undefined) === isGrouped)
      .map(({ toUri }) => toUri);
  const skills = (relation: CredentialRecord['skills'][number]['relation']) =>
    record.skills.filter((each) => each.relation === relation).map(({ statement }) => competency(statement));
  const delivery = record.deliveryMode && concept(...DELIVERY[record.deliveryMode]);
  return {
    '@id': uri,
    '@type': CLASS_OF[record.credentialType],
    ...ctid(uri),
    'ceterms:name': name,
    ...(Object.keys(description).length > 0 && { 'ceterms:description': description }),
    ...stated('ceterms:subjectWebpage', record.url),
    'ceterms:ownedBy': [providerUri],
    ...(record.status && {
      'ceterms:credentialStatusType': [concept(STATUS[record.status], `credentialStat:${STATUS[record.status]}`)],
    }),
    ...stated('ceterms:versionCode', record.version),
    ...list('ceterms:inLanguage', record.languages),
    ...list(isCourse ? 'ceterms:deliveryType' : 'ceterms:learningDeliveryType', delivery ? [delivery] : []),
    ...list(
      'ceterms:learningMethodType',
      record.learningFormats.map((each) => concept(wordsOf(each), LEARNING[each])),
    ),
    ...list('ceterms:estimatedDuration', durations(record)),
    ...list('ceterms:estimatedCost', costs(record)),
    ...list('ceterms:creditValue', credits(record)),
    ...(record.creditStatus !== 'UNKNOWN' && { 'ceterms:isNonCredit': record.creditStatus === 'NON_CREDIT' }),
    ...stated('ceterms:renewalFrequency', record.validYears === undefined ? undefined : `P${record.validYears}Y`),
    ...(record.selfPaced === 'YES' && {
      'ceterms:scheduleTimingType': [concept('Self-paced', 'scheduleTiming:SelfPaced')],
    }),
    ...(record.qualityBody !== undefined && {
      'ceterms:accreditedBy': [
        { '@type': 'ceterms:QACredentialOrganization', 'ceterms:name': { en: record.qualityBody } },
      ],
    }),
    ...(record.audience !== undefined && { 'ceterms:audienceType': [concept(record.audience)] }),
    ...list(
      'ceterms:jurisdiction',
      record.regions.map((region) => ({
        '@type': 'ceterms:JurisdictionProfile',
        'ceterms:mainJurisdiction': [{ '@type': 'ceterms:Place', 'ceterms:name': { en: region } }],
      })),
    ),
    ...list(
      'ceterms:occupationType',
      record.noc2021.map((code) => coded('NOC 2021', code)),
    ),
    ...list('ceterms:naics', record.naics2022),
    ...(record.sector !== undefined && { 'ceterms:industryType': [concept(record.sector)] }),
    ...list(
      'ceterms:instructionalProgramType',
      record.cip2021 === undefined ? [] : [coded('CIP Canada 2021', record.cip2021)],
    ),
    ...list(
      'ceterms:hasOffering',
      record.startDates.map((day) => ({ '@type': 'ceterms:ScheduledOffering', 'ceterms:startDate': day })),
    ),
    ...(isCourse
      ? {
          ...list('ceterms:teaches', skills('TEACHES')),
          ...list('ceterms:assesses', skills('ASSESSES')),
          ...assessment(record),
        }
      : {}),
    ...list(
      'ceterms:requires',
      (isCourse
        ? conditions([], {}, to('REQUIRES'))
        : conditions(skills('ASSESSES'), learning(record, skills('TEACHES')), to('REQUIRES'))
      ).concat(alternatives(record)),
    ),
    ...list(
      'ceterms:entryCondition',
      skills('REQUIRES').length > 0 ? [condition({ 'ceterms:targetCompetency': skills('REQUIRES') })] : [],
    ),
    ...list('ceterms:isPartOf', to('PART_OF')),
    ...list(
      'ceterms:isPreparationFor',
      to('PREPARES_FOR').map((each) => condition({ 'ceterms:targetCredential': [each] })),
    ),
    ...list('ceterms:supersedes', to('SUPERSEDES')),
    ...policy(record),
    ...list(
      'ceterms:financialAssistance',
      record.funding.filter(({ program, status }) => program === 'OSAP_MC' && status === 'APPROVED').map(osap),
    ),
  };
}

function ctid(uri: string): Json {
  const found = ctidIn(uri);
  return found === undefined ? {} : { 'ceterms:ctid': found };
}

function wordsOf(value: string): string {
  return value.charAt(0) + value.slice(1).toLowerCase().replaceAll('_', ' ');
}

function condition(facts: Json): Json {
  return { '@type': 'ceterms:ConditionProfile', ...facts };
}

function competency(statement: string): Json {
  const isUri = /^(https?:|urn:|did:)\S+$/iu.test(statement);
  return {
    '@type': 'ceterms:CredentialAlignmentObject',
    ...(isUri ? { 'ceterms:targetNode': statement } : { 'ceterms:targetNodeName': { en: statement } }),
  };
}

function coded(framework: string, code: string): Json {
  return {
    '@type': 'ceterms:CredentialAlignmentObject',
    'ceterms:frameworkName': { en: framework },
    'ceterms:codedNotation': code,
  };
}

/** Source: CTDL DurationProfile; hours and weeks are two facts, so they are two profiles. */
function durations({ totalHours, durationWeeks }: CredentialRecord): Json[] {
  const profile = (duration: string): Json => ({
    '@type': 'ceterms:DurationProfile',
    'ceterms:exactDuration': duration,
  });
  return [
    ...(totalHours === undefined ? [] : [profile(`PT${totalHours}H`)]),
    ...(durationWeeks === undefined ? [] : [profile(`P${durationWeeks}W`)]),
  ];
}

function costs({ costCents, currency }: CredentialRecord): Json[] {
  if (costCents === undefined) return [];
  const type = concept('Aggregate cost', 'costType:AggregateCost');
  const facts = { 'ceterms:price': costCents / 100, ...(currency !== undefined && { 'ceterms:currency': currency }) };
  return [{ '@type': 'ceterms:CostProfile', 'ceterms:directCostType': type, ...facts }];
}

function credits({ creditValue, instructionalHours }: CredentialRecord): Json[] {
  const profile = (value: number, words: string, unit: string): Json => ({
    '@type': 'ceterms:ValueProfile',
    'schema:value': value,
    'ceterms:creditUnitType': [concept(words, unit)],
  });
  return [
    ...(creditValue === undefined ? [] : [profile(creditValue, 'Credit', 'creditUnit:DegreeCredit')]),
    ...(instructionalHours === undefined
      ? []
      : [profile(instructionalHours, 'Contact hour', 'creditUnit:ContactHour')]),
  ];
}

/** How it is assessed: a property of courses, and of the assessment that other credentials require. */
function assessment({ assessmentMethods, proctored }: CredentialRecord): Json {
  return {
    ...(assessmentMethods.length > 0 && {
      'ceterms:assessmentMethodType': assessmentMethods.map((each) => concept(wordsOf(each), ASSESSMENT[each])),
    }),
    ...(proctored !== 'UNKNOWN' && { 'ceterms:isProctored': proctored === 'YES' }),
  };
}

/** The learning and the assessment that stand behind a credential, which in CTDL teaches nothing itself. */
function learning(record: CredentialRecord, teaches: readonly Json[]): Json {
  const facts = assessment(record);
  const named = { 'ceterms:name': record.name };
  const isAssessed =
    Object.keys(facts).length > 0 ||
    (record.assessed === 'YES' && !record.skills.some(({ relation }) => relation === 'ASSESSES'));
  return {
    ...(teaches.length > 0 && {
      'ceterms:targetLearningOpportunity': [
        { '@type': 'ceterms:LearningOpportunityProfile', ...named, 'ceterms:teaches': teaches },
      ],
    }),
    ...(isAssessed && { 'ceterms:targetAssessment': [{ '@type': 'ceterms:AssessmentProfile', ...named, ...facts }] }),
  };
}

function conditions(assessed: readonly Json[], behind: Json, credentials: readonly string[]): Json[] {
  const facts = {
    ...(assessed.length > 0 && { 'ceterms:targetCompetency': assessed }),
    ...behind,
    ...(credentials.length > 0 && { 'ceterms:targetCredential': credentials }),
  };
  return Object.keys(facts).length > 0 ? [condition(facts)] : [];
}

/** Credentials of which any one is asked for. */
function alternatives({ relations }: CredentialRecord): Json[] {
  const groups = new Map<string, string[]>();
  for (const { kind, group, toUri } of relations) {
    if (kind === 'REQUIRES' && group !== undefined) groups.set(group, [...(groups.get(group) ?? []), toUri]);
  }
  return [...groups].map(([group, uris]) =>
    condition({
      'ceterms:name': { en: group.replace(/: alternatives$/u, '') },
      'ceterms:alternativeCondition': uris.map((uri) => condition({ 'ceterms:targetCredential': [uri] })),
    }),
  );
}

function policy({ priorLearning, currency }: CredentialRecord): Json {
  if (priorLearning?.available !== 'YES') return {};
  const { url, methods, feeCents } = priorLearning;
  const policy = {
    '@type': 'ceterms:PriorLearningPolicy',
    ...(url !== undefined && { 'ceterms:subjectWebpage': url }),
    ...(methods.length > 0 && {
      'ceterms:learningRecognitionMethodType': methods.map((each) => concept(wordsOf(each))),
    }),
    ...(feeCents !== undefined && {
      'ceterms:estimatedCost': costs({ costCents: feeCents, currency } as CredentialRecord),
    }),
  };
  return { 'ceterms:hasPriorLearningPolicy': [policy] };
}

function osap({ ruleYear }: CredentialRecord['funding'][number]): Json {
  return {
    '@type': 'ceterms:FinancialAssistanceProfile',
    'ceterms:name': { en: 'OSAP', fr: 'RAFEO' },
    ...(ruleYear !== undefined && {
      'ceterms:description': { en: `Ontario Student Assistance Program, rules of ${ruleYear}` },
    }),
  };
}

/** Groups of parts, of which so many are needed: CTDL states them by a pathway. Source: CTDL ComponentCondition. */
export class Stacks {
  readonly #groups = new Map<string, Map<string, { required: number; parts: string[] }>>();

  add({ uri, relations }: CredentialRecord): void {
    for (const { kind, toUri, group, groupRequired } of relations) {
      if (kind !== 'PART_OF' || group === undefined) continue;
      const groups = this.#groups.get(toUri) ?? new Map<string, { required: number; parts: string[] }>();
      const { required, parts } = groups.get(group) ?? { required: 0, parts: [] };
      groups.set(group, { required: Math.max(required, groupRequired ?? 1), parts: [...parts, uri] });
      this.#groups.set(toUri, groups);
    }
  }

  *nodes(): Generator<Json> {
    const met = new Set<string>();
    for (const [larger, groups] of this.#groups) {
      const destination = componentUri(larger);
      yield {
        '@id': urnOf('pathway', larger),
        '@type': 'ceterms:Pathway',
        'ceterms:hasDestinationComponent': destination,
      };
      const asked = [...groups].map(([group, { required, parts }]) => ({
        '@type': 'ceterms:ComponentCondition',
        'ceterms:name': { en: group },
        'ceterms:requiredNumber': required,
        'ceterms:targetComponent': parts.map(componentUri),
      }));
      yield component(larger, { 'ceterms:hasCondition': asked });
      for (const part of [...groups.values()].flatMap(({ parts }) => parts)) {
        if (!met.has(part) && !this.#groups.has(part)) yield component(part, {});
        met.add(part);
      }
    }
  }
}

function componentUri(credential: string): string {
  return urnOf('component', credential);
}

function component(credential: string, facts: Json): Json {
  return {
    '@id': componentUri(credential),
    '@type': 'ceterms:CredentialComponent',
    'ceterms:proxyFor': credential,
    ...facts,
  };
}
