import type { Format, Input, InputFault, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { Hierarchy } from '../hierarchy.ts';
import { inRuns, type Outgoing } from '../in-runs.ts';
import { keyFault } from '../key-fault.ts';
import type { FrameworkRecord, HubRecord, KeptRecord, LevelScaleRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { relationsFrom, skillFrom } from './competency.ts';
import { credentialFrom } from './credential.ts';
import { type GraphNode, nodesOf } from './documents.ts';
import { canonicalUri, urnOf } from './identity.ts';
import { jobFrom } from './job.ts';
import { type Json, Node } from './node.ts';
import { occupationFrom, occupationRelationsFrom, schemeOf } from './occupation.ts';
import {
  organizationFrom,
  otherOrganizationFrom,
  rolesByClass,
  UNSTATED_PROVIDER,
  unstatedProvider,
} from './organization.ts';
import { nodesInRaw, rawOf } from './raw.ts';
import { isLabelled, Survey } from './survey.ts';

/** Terms and contexts of CTDL. Source: credreg.net, `ceterms:` and `ceasn:`. */
const CTDL = /credreg\.net\/ctdl|purl\.org\/ctdl|"ce(terms|asn):[A-Za-z]+"\s*:|"@type"\s*:\s*\[?\s*"ce(terms|asn):/u;
/** What mentions CTDL and is something else: badges, CASE packages, job postings of JDX. */
const OTHERS =
  /"(VerifiableCredential|OpenBadgeCredential|AchievementCredential|ClrCredential|Assertion|BadgeClass)"|"CFDocument"|"CFItems"|jobdataexchange\.org|"badge_template"/u;

/** What reading an input found out about how complete it is, for `complete`, which is asked after it. */
const FOUND = new WeakMap<Input, readonly string[]>();

/** Catalogues and frameworks of the Credential Registry and of whoever publishes in its language. */
export const ctdlFormat: Format = {
  name: 'ctdl',
  label: 'CTDL and CTDL-ASN JSON-LD: catalogues, competency frameworks, pathways (Credential Engine)',
  version: 1,

  async recognises(input) {
    for (const file of input.files) {
      const head = await headOf(file);
      if (CTDL.test(head) && !OTHERS.test(head) && /^\s*[{[]/u.test(head)) return true;
    }
    return false;
  },

  async check(input): Promise<InputFault[]> {
    for (const file of input.files) if (/^\s*[{[]/u.test(await headOf(file))) return [];
    const message = 'holds no JSON; name a JSON-LD file, or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // One graph of many resources is an owner's whole catalogue; a resource, an envelope or a list of them says nothing of others.
  complete: (input) => FOUND.get(input) ?? [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const survey = await Survey.of(input, report);
    const frameworkOf = (uri: string): FrameworkRecord => {
      const facts = survey.frameworks.factsOf(uri);
      const named = {
        ...(input.framework && { code: input.framework }),
        ...(input.frameworkVersion && { version: input.frameworkVersion }),
      };
      return { type: 'framework', place: { file: input.name }, ...facts, ...named };
    };
    yield* organizations(input, survey);
    yield* inRuns(resources(input, survey, report), frameworkOf);
    if (survey.hasCompetencies || survey.hasOccupations) yield* inRuns(edges(input, survey, report), frameworkOf);
    FOUND.set(input, survey.isCatalogue && survey.resources > 1 ? [...KINDS, ...survey.classes] : []);
  },
};

const KINDS = [
  'organization',
  'credential',
  'skill',
  'occupation',
  'level-scale',
  'job',
  'skill-relation',
  'occupation-relation',
];

/** Those with nodes of their own first, then those that others name: a credential comes after its provider. */
async function* organizations(input: Input, survey: Survey): AsyncGenerator<HubRecord> {
  const nodes = survey.organizationNodes;
  if (nodes)
    for (const { bytes, place, scope } of nodes)
      yield* organizationAt({ json: JSON.parse(bytes.toString()) as Json, place, scope }, survey);
  else for await (const found of allNodes(input)) yield* organizationAt(found, survey);
  for (const other of survey.others) yield otherOrganizationFrom(other, input.name);
}

function* organizationAt(
  { json, place, scope }: Omit<GraphNode, 'isOfCatalogue'>,
  survey: Survey,
): Generator<HubRecord> {
  const lookup = survey.lookupIn(scope);
  const node = new Node(json, lookup);
  const uri = uriOf(node);
  if (node.role !== 'ORGANIZATION' || uri === undefined || keyFault(uri) !== null) return;
  const roles = survey.organizations.rolesOf(uri);
  const own = rolesByClass(node.types);
  const added = [...roles].filter((role) => !own.includes(role)).sort();
  const raw = rawOf(json, lookup, survey.reach(scope), added.length > 0 ? { roles: added } : {});
  yield organizationFrom(uri, node, raw, roles, place);
}

async function* resources(input: Input, survey: Survey, report: Report): AsyncGenerator<Outgoing> {
  let isUnstatedTold = false;
  for await (const { json, place, scope } of allNodes(input)) {
    const lookup = survey.lookupIn(scope);
    const node = new Node(json, lookup);
    // A blank node goes with what refers to it, and comes at the end where nothing does.
    if (isLabelled(node) && survey.isHeld(scope, node.id ?? '')) continue;
    const uri = uriOf(node);
    const raw = (beside?: Json) => rawOf(json, lookup, survey.reach(scope), beside);
    if (uri === undefined || (isLabelled(node) && node.role !== 'ORGANIZATION')) {
      yield { record: keptFrom(node, raw(), place, survey) };
      continue;
    }
    switch (node.role) {
      case 'ORGANIZATION':
        if (keyFault(uri) !== null) yield { record: keptFrom(node, raw(), place, survey) };
        break;
      case 'CREDENTIAL':
      case 'LEARNING':
      case 'ASSESSMENT': {
        if (node.role !== 'CREDENTIAL' && !isTakenAlone(node)) {
          yield { record: keptFrom(node, raw(), place, survey) };
          break;
        }
        const { record, issues, beside } = credentialFrom(uri, node, survey, place);
        issues.forEach(report);
        if (!record) break;
        if (record.providerUri === UNSTATED_PROVIDER && !isUnstatedTold) {
          isUnstatedTold = true;
          yield { record: unstatedProvider(input.name) };
        }
        yield { record: { ...record, raw: raw(beside) } };
        break;
      }
      case 'COMPETENCY': {
        const record = skillFrom(uri, node, raw(), place);
        if ('severity' in record) report(record);
        else yield { record, framework: survey.frameworks.homeOf(uri, scope) };
        break;
      }
      case 'LEVEL_SCALE':
        yield { record: levelScaleFrom(uri, node, raw, survey, place) ?? keptFrom(node, raw(), place, survey) };
        break;
      case 'OCCUPATION': {
        const scheme = schemeOf(node) ?? input.framework;
        const record = scheme === undefined ? null : occupationFrom(uri, node, raw(), place);
        yield record && scheme !== undefined
          ? { record, framework: scheme }
          : { record: keptFrom(node, raw(), place, survey) };
        break;
      }
      case 'JOB':
        yield { record: jobFrom(uri, node, raw(), survey, place) ?? keptFrom(node, raw(), place, survey) };
        break;
      default:
        yield { record: keptFrom(node, raw(), place, survey) };
    }
  }
  yield* unreachedBlanks(input, survey);
}

/** Blank nodes that nothing refers to: kept, as is everything. */
async function* unreachedBlanks(input: Input, survey: Survey): AsyncGenerator<Outgoing> {
  if (!survey.hasUnreached) return;
  for await (const { json, place, scope } of allNodes(input)) {
    const node = new Node(json, survey.lookupIn(scope));
    if (node.id === undefined || !survey.isHeld(scope, node.id) || survey.isReached(scope, node.id)) continue;
    yield { record: keptFrom(node, json, place, survey) };
  }
}

async function* edges(input: Input, survey: Survey, report: Report): AsyncGenerator<Outgoing> {
  const hierarchy = new Hierarchy();
  for await (const { json, place, scope } of allNodes(input)) {
    const node = new Node(json, survey.lookupIn(scope));
    const uri = uriOf(node);
    if (uri === undefined) continue;
    if (node.role === 'OCCUPATION') {
      const framework = schemeOf(node) ?? input.framework;
      if (framework === undefined || occupationFrom(uri, node, json, place) === null) continue;
      for (const record of occupationRelationsFrom(uri, node, survey.schemeOfOccupation, place))
        yield { record, framework };
    }
    if (node.role !== 'COMPETENCY' || 'severity' in skillFrom(uri, node, json, place)) continue;
    const framework = survey.frameworks.homeOf(uri, scope);
    for (const record of relationsFrom(uri, node, scope, survey, place)) {
      if (record.kind === 'BROADER' && !record.isCrosswalk && !hierarchy.add(record.from, record.to)) {
        const message = `${record.to} already lies under ${record.from}, so it cannot be above it; correct one of them`;
        report({
          severity: 'ERROR',
          code: 'HIERARCHY_CYCLE',
          place: { ...place, column: record.columns.to },
          message,
          raw: record.to,
        });
      } else yield { record, framework };
    }
  }
}

/** Faults of the files were told when they were read first. */
async function* allNodes(input: Input): AsyncGenerator<GraphNode> {
  for (const file of input.files) yield* nodesOf(file, () => {});
}

function uriOf(node: Node): string | undefined {
  return node.uri ?? (node.ctid && canonicalUri(node.ctid));
}

/** A learning opportunity somebody can take has a name; an assessment for itself is also offered by somebody, or has a page. */
function isTakenAlone(node: Node): boolean {
  if (Object.keys(node.text('name', 'alternateName')).length === 0) return false;
  return node.role === 'LEARNING' || ['ownedBy', 'offeredBy', 'subjectWebpage'].some((property) => node.has(property));
}

function levelScaleFrom(
  uri: string,
  node: Node,
  raw: (beside: Json) => unknown,
  survey: Survey,
  place: LevelScaleRecord['place'],
): LevelScaleRecord | null {
  const levels = survey.levels.of(uri);
  const name = node.text('name', 'title', 'prefLabel', 'label');
  if (keyFault(uri) !== null) return null;
  return {
    type: 'level-scale',
    kind: 'level-scale',
    key: uri,
    raw: raw(levels.length > 0 ? { levels } : {}),
    place,
    uri,
    name: Object.keys(name).length > 0 ? name : { und: uri },
    levels,
  };
}

/** Kept under its class. What has no identity goes by its content. */
function keptFrom(node: Node, raw: unknown, place: KeptRecord['place'], survey: Survey): KeptRecord {
  const uri = uriOf(node);
  const { '@id': _label, ...content } = nodesInRaw(raw)[0] ?? {};
  const key = uri !== undefined && keyFault(uri) === null ? uri : urnOf('node', content);
  survey.classes.add(node.className);
  return { type: 'kept', kind: node.className, key, raw, place };
}
