import { isObject } from '../badge-packaging/object.ts';
import { urnOf } from '../ctdl/identity.ts';
import { layoutOf } from '../ctdl/layout.ts';
import { type Json, Node } from '../ctdl/node.ts';
import { UNSTATED_PROVIDER, unstatedProvider } from '../ctdl/organization.ts';
import type { Format, Input, Place, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { inRuns, type Outgoing } from '../in-runs.ts';
import { jsonMembers } from '../json-members.ts';
import { keyFault } from '../key-fault.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import {
  CREDENTIAL_CLASSES,
  credentialFrom,
  ORGANIZATION_CLASSES,
  organizationFrom,
  organizationUriOf,
  providerOf,
  uriOf,
} from './map.ts';

const COURSES =
  /"@type"\s*:\s*\[?\s*"(?:schema:|https?:\/\/schema\.org\/)?(Course|EducationalOccupational(Program|Credential))"/u;
const CONTEXT = /https?:\/\/(www\.)?schema\.org/u;
const OTHERS = /"ce(terms|asn):|credreg\.net|purl\.org\/ctdl|purl\.imsglobal\.org|"CFDocument"|w3id\.org\/openbadges/u;

/** Courses, programmes and credentials as web pages state them for search engines. */
export const schemaOrgFormat: Format = {
  name: 'schema-org',
  label: 'schema.org JSON-LD: Course, EducationalOccupationalProgram, EducationalOccupationalCredential',
  version: 1,

  async recognises(input) {
    for (const file of input.files) {
      const head = await headOf(file);
      if (/^\s*[{[]/u.test(head) && CONTEXT.test(head) && COURSES.test(head) && !OTHERS.test(head)) return true;
    }
    return false;
  },

  async check(input) {
    for (const file of input.files) if (/^\s*[{[]/u.test(await headOf(file))) return [];
    const message = 'holds no JSON; name a JSON-LD file, or a folder of them';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A page states what it is about, and nothing of others.
  complete: () => [],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const met = new Set<string>();
    for await (const { node, place } of nodesOf(input, report)) {
      const uri = organizationUriOf({ ...(node.uri !== undefined && { uri: node.uri }), node });
      if (!isOrganization(node) || uri === undefined || met.has(uri)) continue;
      met.add(uri);
      yield organizationFrom(uri, node, false, place);
    }
    yield* inRuns(records(input, met, report), () => {
      throw new Error('a catalogue has no framework');
    });
  },
};

async function* records(input: Input, met: Set<string>, report: Report): AsyncGenerator<Outgoing> {
  const own = new Set(met);
  for await (const { node, place } of nodesOf(input, () => {})) {
    if (isOrganization(node)) {
      const uri = organizationUriOf({ ...(node.uri !== undefined && { uri: node.uri }), node });
      if (uri !== undefined && own.delete(uri)) continue;
    }
    if (!node.types.some((type) => CREDENTIAL_CLASSES.includes(type))) {
      const key = node.uri !== undefined && keyFault(node.uri) === null ? node.uri : urnOf('node', node.json);
      yield { record: { type: 'kept', kind: node.className, key, raw: node.json, place } };
      continue;
    }
    const uri = uriOf(node);
    const fault =
      keyFault(uri) ??
      (node.plain('name', 'alternateName') === undefined ? 'it has no name; every credential needs one' : null);
    if (fault !== null) {
      report({
        severity: 'ERROR',
        code: 'FIELD_INVALID',
        place,
        message: fault,
        record: { kind: 'credential', key: uri.slice(0, 200) },
      });
      continue;
    }
    const provider = providerOf(node);
    const providerUri = (provider && organizationUriOf(provider)) ?? UNSTATED_PROVIDER;
    if (!met.has(providerUri)) {
      met.add(providerUri);
      const isUnstated = providerUri === UNSTATED_PROVIDER;
      yield {
        record: isUnstated ? unstatedProvider(input.name) : organizationFrom(providerUri, provider?.node, true, place),
      };
    }
    if (providerUri === UNSTATED_PROVIDER) {
      const message = 'it names no provider; it stands under "Provider not stated"';
      report({ severity: 'WARNING', code: 'FIELD_MISSING', place: { ...place, column: 'provider' }, message });
    }
    yield { record: credentialFrom(uri, node, providerUri, place) };
  }
}

function isOrganization(node: Node): boolean {
  return node.types.some((type) => ORGANIZATION_CLASSES.includes(type));
}

interface Found {
  readonly node: Node;
  readonly place: Place;
}

async function* nodesOf(input: Input, report: Report): AsyncGenerator<Found> {
  for (const file of input.files) {
    const { path } = layoutOf(await headOf(file));
    for await (const { value, pointer } of jsonMembers(file, [path], report, { many: true })) {
      for (const found of nodesIn(value, pointer)) {
        const place = { file: file.name, pointer: found.pointer };
        if (isObject(found.value)) yield { node: new Node(found.value), place };
        else
          report({
            severity: 'ERROR',
            code: 'FIELD_INVALID',
            place,
            message: 'it is no object; write each with @type and name',
          });
      }
    }
  }
}

/** A document, the members of its graph, or the items of an ItemList. */
function nodesIn(value: unknown, pointer: string): { value: unknown; pointer: string }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => nodesIn(each, `${pointer}/${index}`));
  if (!isObject(value)) return [{ value, pointer }];
  const { '@context': _context, ...document } = value;
  if ('@graph' in document) return nodesIn([document['@graph']].flat(), `${pointer}/@graph`);
  const key = Object.keys(document).find((name) => /(^|[:/])itemListElement$/u.test(name));
  if (key !== undefined) {
    return [document[key]].flat().flatMap((element: unknown, index) => {
      const item = isObject(element)
        ? Object.entries(element).find(([name]) => /(^|[:/])item$/u.test(name))?.[1]
        : undefined;
      return nodesIn(isObject(item) ? item : element, `${pointer}/${key}/${index}`);
    });
  }
  return [{ value: document satisfies Json, pointer }];
}
