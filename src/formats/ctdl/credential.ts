import type { Issue, IssueCode, Place } from '../format.ts';
import { keyFault } from '../key-fault.ts';
import { given } from '../open-badges/given.ts';
import type { CredentialRecord } from '../record.ts';
import { endsOf, groupsOf, type Need } from './conditions.ts';
import {
  assessmentMethodsOf,
  codesOf,
  costOf,
  creditOf,
  deliveryOf,
  durationOf,
  fundingOf,
  learningFormatsOf,
  priorLearningOf,
  regionsOf,
  spanFrom,
  statusOf,
  tristate,
} from './facts.ts';
import type { Json, Node } from './node.ts';
import { UNSTATED_PROVIDER } from './organization.ts';
import { type FoundSkills, findSkills } from './skills-of.ts';
import type { Survey } from './survey.ts';
import { credentialTypeOf } from './terms.ts';
import { languageTag } from './texts.ts';

type Relation = CredentialRecord['relations'][number];

/** A credential, or the issue that keeps it out, with warnings about what of it could not be read. */
export interface CredentialReading {
  readonly record: CredentialRecord | null;
  readonly issues: readonly Issue[];
  /** What it rests on that other nodes say. */
  readonly beside: Json;
}

/** Reads a credential, or a learning opportunity or assessment that stands in the catalogue as a course. */
export function credentialFrom(uri: string, node: Node, survey: Survey, place: Place): CredentialReading {
  const notes = new Notes(uri, place);
  const name = node.text('name', 'alternateName');
  const fault = keyFault(uri);
  if (fault !== null) notes.refuse('@id', 'FIELD_INVALID', fault);
  else if (Object.keys(name).length === 0)
    notes.refuse('name', 'FIELD_MISSING', 'it has no name; every credential needs one');
  if (notes.isRefused) return { record: null, issues: notes.issues, beside: {} };

  const found = findSkills(uri, node, survey, notes.doubt);
  // Learning and assessment that stand within its conditions, and in no record of their own.
  const behind =
    node.role === 'CREDENTIAL'
      ? found.needs.flatMap(({ learning }) => learning.flatMap((target) => target.node ?? []))
      : [];
  const providerUri = providerOf(uri, node, survey, notes);
  const edges = survey.edgesFrom(uri).filter(({ isDirect }) => !(isDirect && node.role === 'CREDENTIAL'));
  const relations = relationsOf(
    uri,
    node,
    survey,
    found.needs,
    edges.map(({ from: _from, to, kind, group, required }) => ({
      kind,
      toUri: to,
      ...(group !== undefined && { group, groupRequired: required ?? 1 }),
    })),
    notes,
  );
  const version = node.plain('versionCode', 'versionIdentifier');
  const validity = spanFrom(node.plain('renewalFrequency') ?? '')?.weeks;
  const record: CredentialRecord = {
    type: 'credential',
    kind: 'credential',
    key: uri,
    raw: node.json,
    place,
    uri,
    providerUri,
    credentialType: node.role === 'CREDENTIAL' ? (credentialTypeOf(node.types) ?? 'OTHER') : 'COURSE',
    name,
    description: node.text('description'),
    ...given('url', node.plain('subjectWebpage')),
    ...given('status', statusOf(node)),
    ...given('version', version),
    languages: [...new Set(node.texts('inLanguage').map(([, text]) => languageTag(text) ?? text))],
    ...given('deliveryMode', [node, ...behind].flatMap((each) => deliveryOf(each) ?? [])[0]),
    learningFormats: [...new Set([node, ...behind].flatMap(learningFormatsOf))],
    assessmentMethods: [...new Set([node, ...behind].flatMap(assessmentMethodsOf))],
    assessed: assessedIn(node, found),
    summativeAssessment: 'UNKNOWN',
    proctored: tristate([node, ...behind].flatMap((each) => each.boolean('isProctored') ?? [])[0]),
    identityVerified: 'UNKNOWN',
    evidenceVisible: 'UNKNOWN',
    ...durationOf(node, notes.doubt),
    selfPaced: node.concepts('scheduleTimingType').some((each) => /self-?\s?paced/iu.test(each)) ? 'YES' : 'UNKNOWN',
    ...costOf(node, notes.doubt),
    ...creditOf(node),
    transcriptable: 'UNKNOWN',
    ...given(
      'validYears',
      validity === undefined || validity <= 0 ? undefined : Math.round((validity / 52) * 1e6) / 1e6,
    ),
    ...qualityOf(node, survey),
    ...given(
      'audience',
      node
        .conceptLists('audienceType')
        .flatMap((names) => names.at(-1) ?? [])
        .join('; ') || undefined,
    ),
    regions: regionsOf(node),
    ...codesOf(node),
    startDates: startDatesOf(node),
    skills: found.skills,
    relations,
    endorsements: [],
    ...given('priorLearning', priorLearningOf(node, notes.doubt)),
    funding: fundingOf(node),
  };
  const beside = {
    ...(found.fromElsewhere.length > 0 && { skills: found.fromElsewhere }),
    ...(edges.length > 0 && { relations: edges.map(({ from: _from, ...edge }) => edge) }),
    ...(node.targets('ownedBy', 'offeredBy').length === 0 &&
      providerUri !== UNSTATED_PROVIDER && { provider: providerUri }),
  };
  return { record, issues: notes.issues, beside };
}

function providerOf(uri: string, node: Node, survey: Survey, notes: Notes): string {
  for (const target of node.targets('ownedBy', 'offeredBy')) {
    const provider = survey.organizations.uriOf(target);
    if (provider !== undefined && keyFault(provider) === null) return provider;
    notes.doubt(
      'ownedBy',
      `${target.id ?? 'what it names'} leads to no organisation; add it, or name its URI`,
      target.id ?? '',
    );
  }
  const owner = survey.ownerOf(uri);
  if (owner !== undefined) return owner;
  notes.warn('ownedBy', 'FIELD_MISSING', 'nobody is said to own or offer it; it stands under "Provider not stated"');
  return UNSTATED_PROVIDER;
}

/** Edges it states, and those that others state of it; each other end once a kind, as the hub holds them. */
function relationsOf(
  uri: string,
  node: Node,
  survey: Survey,
  needs: readonly Need[],
  fromElsewhere: readonly Relation[],
  notes: Notes,
): Relation[] {
  const to = (kind: Relation['kind'], uris: readonly string[]) => uris.map((toUri): Relation => ({ kind, toUri }));
  const isCourse = node.role !== 'CREDENTIAL';
  const required = groupsOf(needs, ({ credentials }) => credentials).flatMap(
    ({ target, group, required }): Relation[] =>
      target.uri === undefined
        ? []
        : [{ kind: 'REQUIRES', toUri: target.uri, ...(group !== null && { group, groupRequired: required }) }],
  );
  const targetOfCourse = isCourse
    ? to(
        'PART_OF',
        endsOf(node, 'isRequiredFor').filter((each) => survey.roleOf(each) === 'CREDENTIAL'),
      )
    : [];
  const all = [
    // A group says more than the bare edge of the same two.
    ...fromElsewhere.filter(({ group }) => group !== undefined),
    ...to(
      'PART_OF',
      node.uris('isPartOf').filter((each) => survey.roleOf(each) !== 'PATHWAY'),
    ),
    ...targetOfCourse,
    ...to('PREPARES_FOR', endsOf(node, 'isPreparationFor')),
    ...to('PREPARES_FOR', endsOf(node, 'isAdvancedStandingFor')),
    ...to('PREPARES_FOR', endsOf(node, 'isRecommendedFor')),
    ...required,
    ...to('SUPERSEDES', node.uris('supersedes', 'previousVersion')),
    ...fromElsewhere.filter(({ group }) => group === undefined),
  ];
  const met = new Set<string>();
  return all.filter(({ kind, toUri }) => {
    const name = `${kind} ${toUri}`;
    if (toUri === uri || met.has(name)) return false;
    met.add(name);
    const fault = keyFault(toUri);
    if (fault !== null) notes.doubt(kind, fault, toUri);
    return fault === null;
  });
}

function assessedIn(node: Node, { isAssessed }: FoundSkills): 'YES' | 'UNKNOWN' {
  const says =
    node.role === 'ASSESSMENT' ||
    node.has('assessmentMethodType') ||
    node.has('assesses') ||
    node.has('targetAssessment');
  return says || isAssessed ? 'YES' : 'UNKNOWN';
}

/** Source: CTDL `accreditedBy`, `approvedBy`: quality assurance by a body of its own. */
function qualityOf(node: Node, survey: Survey): Pick<CredentialRecord, 'qualityBody'> {
  for (const target of node.targets('accreditedBy', 'approvedBy')) {
    const uri = survey.organizations.uriOf(target);
    const name = target.node?.plain('name') ?? (uri && survey.organizations.nameOf(uri));
    if (name !== undefined) return { qualityBody: name };
  }
  return {};
}

function startDatesOf(node: Node): string[] {
  const days = node.nodes('hasOffering').flatMap((offering) => offering.plain('startDate') ?? []);
  return [
    ...new Set(
      days
        .map((day) => day.slice(0, 10))
        .filter((day) => !Number.isNaN(Date.parse(day)) && /^(?!0000)\d{4}-\d{2}-\d{2}$/u.test(day)),
    ),
  ];
}

/** What is found wrong with one credential. Of errors one counts, since it stands for the record. */
class Notes {
  readonly issues: Issue[] = [];
  isRefused = false;
  readonly #record: { readonly kind: string; readonly key: string };
  readonly #place: Place;

  constructor(uri: string, place: Place) {
    this.#record = { kind: 'credential', key: uri };
    this.#place = place;
  }

  refuse(property: string, code: IssueCode, message: string): void {
    this.isRefused = true;
    this.issues.push({ severity: 'ERROR', code, place: this.#at(property), message, record: this.#record });
  }

  warn(property: string, code: IssueCode, message: string): void {
    this.issues.push({ severity: 'WARNING', code, place: this.#at(property), message, record: this.#record });
  }

  readonly doubt = (property: string, message: string, raw: string, code: IssueCode = 'FIELD_INVALID'): void => {
    this.issues.push({ severity: 'WARNING', code, place: this.#at(property), message, raw, record: this.#record });
  };

  #at(property: string): Place {
    return { ...this.#place, column: property };
  }
}
