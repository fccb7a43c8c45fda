import type { AssessmentMethod, DeliveryMode, LearningFormat, Tristate } from '../../credentials/credential.ts';
import { given } from '../open-badges/given.ts';
import type { CredentialRecord } from '../record.ts';
import type { Node } from './node.ts';

/** Tells of a value that cannot be read, and so reads as not stated. */
export type Doubt = (property: string, message: string, raw: string) => void;

const DURATION =
  /^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:\d+(?:\.\d+)?S)?)?$/u;

/** What the catalogue template takes, so that one range holds for every catalogue. Source: docs/formats.md. */
const HOURS_AT_MOST = 10_000;
const WEEKS_AT_MOST = 520;
const CENTS_AT_MOST = 2_147_483_647;

interface Span {
  readonly hours: number;
  readonly weeks: number;
}

/** Hours of the time part, weeks of the date part: a year is 52 weeks, a month a twelfth of it. Source: ISO 8601, durations. */
export function spanFrom(text: string): Span | null {
  const found = DURATION.exec(text.trim());
  if (!found || /^P(T)?$/u.test(text.trim())) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  return { hours: hours + minutes / 60, weeks: years * 52 + (months * 52) / 12 + weeks + days / 7 };
}

/** Source: CTDL DurationProfile; of a range the middle counts, as Ontario's ministry asks (domain §4.1). */
export function durationOf(node: Node, doubt: Doubt): Pick<CredentialRecord, 'totalHours' | 'durationWeeks'> {
  const spans = node.nodes('estimatedDuration').flatMap((profile) => {
    const stated = profile.plain('exactDuration', 'timeRequired');
    const range = [profile.plain('minimumDuration'), profile.plain('maximumDuration')].filter(
      (each) => each !== undefined,
    );
    const read = (stated === undefined ? range : [stated]).flatMap((text) => {
      const span = spanFrom(text);
      if (!span) doubt('estimatedDuration', `"${text}" is no ISO 8601 duration; write it like PT30H or P12W`, text);
      return span ?? [];
    });
    const mean = (part: keyof Span) => read.reduce((sum, span) => sum + span[part], 0) / read.length;
    return read.length > 0 ? [{ hours: mean('hours'), weeks: mean('weeks') }] : [];
  });
  const longest = (part: keyof Span) => rounded(Math.max(0, ...spans.map((span) => span[part])));
  const [hours, weeks] = [longest('hours'), longest('weeks')];
  return {
    ...(hours > 0 && hours <= HOURS_AT_MOST && { totalHours: hours }),
    ...(weeks > 0 && weeks <= WEEKS_AT_MOST && { durationWeeks: weeks }),
  };
}

const CURRENCIES: Readonly<Record<string, string>> = { 'us dollar': 'USD', 'canadian dollar': 'CAD', euro: 'EUR' };
const COST_TYPES = /AggregateCost$/u;

/**
 * What it costs: the aggregate where one is stated, else the sum of one profile a cost type, in the first one's currency; of
 * several prices of one type, as for residents and others, the first counts. Source: CTDL CostProfile.
 */
export function costOf(node: Node, doubt: Doubt): Pick<CredentialRecord, 'costCents' | 'currency'> {
  const priced = node.nodes('estimatedCost').flatMap((profile) => {
    const text = profile.plain('price');
    if (text === undefined) return [];
    const price = Number(text.replace(/[$\s,]/gu, ''));
    const cents = Math.round(price * 100);
    if (!(cents >= 0 && cents <= CENTS_AT_MOST)) {
      doubt('estimatedCost', `"${text}" is no amount; write it like 325.00`, text);
      return [];
    }
    return [{ cents, currency: currencyOf(profile, doubt), type: profile.concepts('directCostType')[0] ?? '' }];
  });
  const [first] = priced;
  if (!first) return {};
  const aggregate = priced.find(({ type }) => COST_TYPES.test(type));
  const parts = priced.filter(({ currency }) => currency === first.currency);
  const byType = parts.filter(({ type }, index) => parts.findIndex((other) => other.type === type) === index);
  const costCents = aggregate?.cents ?? byType.reduce((sum, { cents }) => sum + cents, 0);
  const currency = aggregate ? aggregate.currency : first.currency;
  return { ...(costCents <= CENTS_AT_MOST && { costCents }), ...given('currency', currency) };
}

function currencyOf(profile: Node, doubt: Doubt): string | undefined {
  const text = profile.plain('currency');
  if (text === undefined) return undefined;
  const code = CURRENCIES[text.toLowerCase()] ?? text.toUpperCase();
  if (/^[A-Z]{3}$/u.test(code)) return code;
  doubt('estimatedCost', `"${text}" is no currency; write its ISO 4217 code, such as CAD`, text);
  return undefined;
}

const HOUR_UNITS = /^(Contact|Clock)Hours?$/iu;
const CREDIT_UNITS = /(Semester|Quarter)Hours?$|Credit|Unit$/iu;

/** Source: CTDL `isNonCredit` and ValueProfile; contact and clock hours are instruction, not credit. */
export function creditOf(node: Node): Pick<CredentialRecord, 'creditStatus' | 'creditValue' | 'instructionalHours'> {
  const values = node.nodes('creditValue').flatMap((profile) => {
    const [least, most] = [profile.number('minValue'), profile.number('maxValue')];
    const value =
      profile.number('value') ?? (least !== undefined && most !== undefined ? (least + most) / 2 : (least ?? most));
    return value === undefined || value < 0 || value > HOURS_AT_MOST
      ? []
      : [{ value, units: profile.concepts('creditUnitType') }];
  });
  const hours = values.find(({ units }) => units.some((unit) => HOUR_UNITS.test(unit)))?.value;
  const credit = values.find(({ units }) => !units.some((unit) => HOUR_UNITS.test(unit)));
  const isCredit = credit?.units.some((unit) => CREDIT_UNITS.test(unit) && !/ContinuingEducation/u.test(unit));
  const isNonCredit = node.boolean('isNonCredit');
  return {
    creditStatus: isNonCredit === true ? 'NON_CREDIT' : isNonCredit === false || isCredit ? 'CREDIT' : 'UNKNOWN',
    ...given('creditValue', credit && rounded(credit.value)),
    ...given('instructionalHours', hours === undefined ? undefined : rounded(hours)),
  };
}

const LEARNING: readonly (readonly [concept: RegExp, format: LearningFormat])[] = [
  [/lecture|seminar/iu, 'LECTURE'],
  [/lab/iu, 'LAB'],
  [/project|applied/iu, 'PROJECT'],
  [/work|practicum|clinical|apprentice|co-?op/iu, 'WORK_INTEGRATED'],
  [/conference/iu, 'CONFERENCE'],
  [/course|independent/iu, 'COURSEWORK'],
];

const ASSESSMENT: readonly (readonly [concept: RegExp, method: AssessmentMethod])[] = [
  [/exam|test|quiz/iu, 'EXAM'],
  [/project/iu, 'PROJECT'],
  [/assignment/iu, 'ASSIGNMENT'],
  [/portfolio|artifact/iu, 'PORTFOLIO'],
  [/presentation/iu, 'PRESENTATION'],
  [/conference/iu, 'CONFERENCE'],
  [/performance|observation|demonstration/iu, 'PERFORMANCE'],
];

/** The words of a concept say more than its URI: an artifact may be an assignment. */
function named<T>(node: Node, properties: readonly string[], table: readonly (readonly [RegExp, T])[]): T[] {
  const found = properties.flatMap((property) =>
    node.conceptLists(property).flatMap((names) =>
      names
        .toReversed()
        .flatMap((name) => table.find(([concept]) => concept.test(name))?.[1] ?? [])
        .slice(0, 1),
    ),
  );
  return [...new Set(found)];
}

export function learningFormatsOf(node: Node): LearningFormat[] {
  return named(node, ['learningMethodType'], LEARNING);
}

export function assessmentMethodsOf(node: Node): AssessmentMethod[] {
  return named(node, ['assessmentMethodType'], ASSESSMENT);
}

/**
 * How it is delivered. CTDL tells online from in person and blended; whether online is live, its learning methods tell, and where
 * they do not it is taken for asynchronous. Source: CTDL `deliveryType`, domain §4.2.
 */
export function deliveryOf(node: Node): DeliveryMode | undefined {
  const types = node.concepts('deliveryType', 'learningDeliveryType');
  const is = (concept: RegExp) => types.some((type) => concept.test(type));
  if (is(/work/iu)) return 'WORKPLACE';
  const isOnline = is(/online|virtual|distance/iu);
  if (is(/blended|hybrid/iu) || (isOnline && is(/in-?\s?person/iu))) return 'HYBRID';
  if (is(/in-?\s?person|face/iu)) return 'FACE_TO_FACE';
  if (!isOnline) return undefined;
  const isAsynchronous =
    is(/async/iu) || node.concepts('learningMethodType').some((each) => /prerecorded|async/iu.test(each));
  const isLive =
    is(/(?<!a)sync/iu) || node.concepts('learningMethodType').some((each) => /lecture|seminar|live/iu.test(each));
  return isLive && !isAsynchronous ? 'ONLINE_SYNC' : 'ONLINE_ASYNC';
}

/** Source: CTDL `credentialStatusType` and `lifeCycleStatusType`. */
export function statusOf(node: Node): CredentialRecord['status'] {
  const [status = ''] = node.concepts('credentialStatusType', 'lifeCycleStatusType');
  if (/^(active|probationary|developing)/iu.test(status)) return 'ACTIVE';
  if (/deprecated|superseded|teachout/iu.test(status)) return 'DEPRECATED';
  return /ceased|retired|suspended|inactive/iu.test(status) ? 'CEASED' : undefined;
}

interface Codes {
  readonly noc2021: string[];
  readonly naics2022: string[];
  readonly cip2021?: string;
  readonly sector?: string;
}

/** Codes of Canada's classifications; whose a code is, its framework says. Codes stay texts, lost zeros come back. */
export function codesOf(node: Node): Codes {
  const coded = (property: string, framework: RegExp) =>
    node.nodes(property).flatMap((alignment) => {
      const names = [
        alignment.plain('framework'),
        alignment.plain('frameworkName'),
        alignment.plain('targetNode'),
      ].join(' ');
      return framework.test(names) ? (alignment.plain('codedNotation') ?? []) : [];
    });
  const noc = coded('occupationType', /\bnoc\b|noc\.esdc/iu).map((code) =>
    /^\d{1,4}$/u.test(code) ? code.padStart(5, '0') : code,
  );
  const naics = [...node.texts('naics').map(([, text]) => text), ...coded('industryType', /naics/iu)];
  const [cip] = coded('instructionalProgramType', /\bcip\b|nces\.ed\.gov|statcan/iu);
  const sector = node.nodes('industryType').flatMap((alignment) => alignment.plain('targetNodeName') ?? [])[0];
  return {
    noc2021: [...new Set(noc)],
    naics2022: [...new Set(naics)],
    ...given('cip2021', cip),
    ...given('sector', sector),
  };
}

/** Source: CTDL `jurisdiction` and `availableAt`. */
export function regionsOf(node: Node): string[] {
  const places = [
    ...node.nodes('availableAt'),
    ...node.nodes('jurisdiction').flatMap((each) => each.nodes('mainJurisdiction')),
  ];
  const names = places.flatMap((place) => place.plain('addressRegion', 'name') ?? []);
  return [...new Set(names)];
}

const PRIOR_LEARNING: readonly (readonly [
  concept: RegExp,
  method: 'CHALLENGE_EXAM' | 'PORTFOLIO' | 'INTERVIEW' | 'DEMONSTRATION',
])[] = [
  [/exam|challenge|test/iu, 'CHALLENGE_EXAM'],
  [/portfolio/iu, 'PORTFOLIO'],
  [/interview/iu, 'INTERVIEW'],
  [/demonstration|performance/iu, 'DEMONSTRATION'],
];

/** A policy on the recognition of prior learning, by whatever property it is named. Source: CTDL PriorLearningPolicy. */
export function priorLearningOf(node: Node, doubt: Doubt): CredentialRecord['priorLearning'] {
  const policy = Object.keys(node.json)
    .filter((property) => /polic/iu.test(property))
    .flatMap((property) => node.nodes(property.replace(/^.*[/#:]/u, '')))
    .find(({ types }) => types.includes('PriorLearningPolicy'));
  if (!policy) return undefined;
  const methods = named(policy, ['learningRecognitionMethodType'], PRIOR_LEARNING);
  const { costCents } = costOf(policy, doubt);
  return {
    available: 'YES',
    ...given('url', policy.plain('subjectWebpage')),
    methods,
    ...given('feeCents', costCents),
  };
}

const OSAP = /\bOSAP\b|Ontario Student Assistance|RAFEO/u;

/** A profile that names OSAP is the provider's word that it is approved for it. Source: domain §4.1. */
export function fundingOf(node: Node): CredentialRecord['funding'] {
  const osap = node
    .nodes('financialAssistance')
    .find((profile) => profile.texts('name').some(([, text]) => OSAP.test(text)));
  if (!osap) return [];
  const year = /\b20\d\d\b/u.exec(osap.plain('description') ?? '')?.[0];
  return [{ program: 'OSAP_MC', status: 'APPROVED', ...(year !== undefined && { ruleYear: Number(year) }) }];
}

export function tristate(value: boolean | undefined): Tristate {
  return value === undefined ? 'UNKNOWN' : value ? 'YES' : 'NO';
}

/** Six decimals, as in the catalogue template. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
