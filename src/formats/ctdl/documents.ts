import { isObject } from '../badge-packaging/object.ts';
import type { InputFile, Place, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { jsonMembers } from '../json-members.ts';
import { decodeJws } from '../jws.ts';
import { inOwnTerms, readContext, withoutShorthand } from './context.ts';
import { isEnvelope, layoutOf } from './layout.ts';
import type { Json } from './node.ts';

/** A node of a graph, and the document within which its blank labels hold. */
export interface GraphNode {
  readonly json: Json;
  readonly place: Place;
  readonly scope: string;
  /** Whether its document is one graph of many resources, as an owner publishes a catalogue, and no single resource's. */
  readonly isOfCatalogue: boolean;
}

/** Largest document that is held whole. */
const WHOLE_AT_MOST = 32 * 1024 * 1024;

/**
 * Every node of a file: of an `@graph`, of a registry's envelope, of lists and of documents one after another; a resource by
 * itself is one. What is no node is an issue.
 */
export async function* nodesOf(file: InputFile, report: Report): AsyncGenerator<GraphNode> {
  const layout = layoutOf(await headOf(file));
  const context = readContext(layout.context);
  if (layout.holds === 'NODES' && context.renames && !(await isLarger(file))) {
    for await (const { value, pointer } of jsonMembers(file, ['$'], report))
      yield* nodesIn(file, value, pointer, pointer, report);
    return;
  }
  if (layout.holds === 'NODES' && context.renames) {
    const message =
      'its @context renames terms, which is read in files up to 32 MB; terms were read by their own names';
    report({ severity: 'WARNING', code: 'FIELD_INVALID', place: { file: file.name, pointer: '/@context' }, message });
  }
  if (layout.path === '$' && !layout.isClosed && (await isLarger(file))) {
    const message = 'it is one resource of more than 32 MB; write its nodes as members of an @graph that comes first';
    report({ severity: 'ERROR', code: 'CELL_TOO_LARGE', place: { file: file.name, pointer: '' }, message });
    return;
  }
  const isOfCatalogue =
    layout.holds === 'NODES' && !layout.isEnveloped && !/\/graphs?\/ce-/iu.test(layout.graphId ?? '');
  let [documents, last] = [0, -1];
  for await (const { value, pointer, path } of jsonMembers(file, [layout.path], report, { many: true })) {
    if (layout.holds === 'DOCUMENTS') {
      // Labels hold within a document: a list of nodes is one, a list of graphs is several.
      const isNodeOfList = layout.path === '$.*' && isObject(value) && !('@graph' in value) && !isEnvelope(value);
      yield* nodesIn(file, value, pointer, isNodeOfList ? '#list' : `${pointer}#${documents}`, report);
      documents += 1;
      continue;
    }
    const index = Number(path.at(-1) ?? 0);
    if (index <= last) documents += 1;
    last = index;
    yield* nodeAt(
      file,
      withoutShorthand(value, context.prefixes, true),
      { pointer, scope: `#${documents}`, isOfCatalogue },
      report,
    );
  }
}

/** Nodes of a document in memory. */
async function* nodesIn(
  file: InputFile,
  value: unknown,
  pointer: string,
  scope: string,
  report: Report,
): AsyncGenerator<GraphNode> {
  if (!isObject(value)) return yield* nodeAt(file, value, { pointer, scope, isOfCatalogue: false }, report);
  if (isEnvelope(value)) {
    const key = isObject(value.decoded_resource) ? 'decoded_resource' : 'resource';
    const inner = typeof value[key] === 'string' ? (decodeJws(value[key])?.payload ?? null) : value[key];
    return yield* nodesIn(file, inner ?? null, `${pointer}/${key}`, scope, report);
  }
  const { '@context': context, ...resource } = value;
  const { prefixes, renames } = readContext(context);
  const isCredentialOfLearner = [value.type, value['@type']]
    .flat()
    .some((type) => /VerifiableCredential$/u.test(String(type)));
  if (renames && !isCredentialOfLearner) {
    const isOfCatalogue = '@graph' in value;
    for (const [index, json] of (await inOwnTerms(value)).entries()) {
      const at = isOfCatalogue ? `${pointer}/@graph/${index}` : pointer;
      yield* nodeAt(file, json, { pointer: at, scope, isOfCatalogue }, report);
    }
    return;
  }
  const graph = resource['@graph'];
  if (graph === undefined) {
    return yield* nodeAt(
      file,
      withoutShorthand(resource, prefixes, true),
      { pointer, scope, isOfCatalogue: false },
      report,
    );
  }
  const isOfCatalogue = pointer === '' && !/\/graphs?\/ce-/iu.test(String(value['@id'] ?? ''));
  for (const [index, json] of [graph].flat().entries()) {
    const at = `${pointer}/@graph${Array.isArray(graph) ? `/${index}` : ''}`;
    yield* nodeAt(file, withoutShorthand(json, prefixes, true), { pointer: at, scope, isOfCatalogue }, report);
  }
}

function* nodeAt(
  file: InputFile,
  json: unknown,
  { pointer, scope, isOfCatalogue }: { pointer: string; scope: string; isOfCatalogue: boolean },
  report: Report,
): Generator<GraphNode> {
  const place = { file: file.name, pointer };
  if (isObject(json)) yield { json, place, scope: `${file.name} ${scope}`, isOfCatalogue };
  else {
    const message = 'it is no resource; write each as an object with @id and @type';
    report({
      severity: 'ERROR',
      code: 'FIELD_INVALID',
      place,
      message,
      raw: (JSON.stringify(json) ?? '').slice(0, 200),
    });
  }
}

async function isLarger(file: InputFile): Promise<boolean> {
  let size = 0;
  for await (const chunk of file.bytes()) {
    size += chunk.length;
    if (size > WHOLE_AT_MOST) return true;
  }
  return false;
}
