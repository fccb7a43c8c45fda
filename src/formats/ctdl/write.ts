import { createHash } from 'node:crypto';
import type { Exporter, ExportRecord } from '../export.ts';
import type { CredentialRecord, FrameworkRecord, HubRecord } from '../record.ts';
import { UNNAMED } from './framework-book.ts';
import { isBlank } from './identity.ts';
import type { Json } from './node.ts';
import { nodesInRaw } from './raw.ts';
import { CONTEXTS } from './terms.ts';
import { credentialNode, organizationNode, Stacks } from './write-catalogue.ts';
import { conceptNode, frameworkNode, levelNodes, type NodeToFill, tie } from './write-framework.ts';

/** CTDL JSON-LD, one `@graph`: what came in it goes out as it came, blank nodes included; all else is mapped. */
export const ctdlExporter: Exporter = {
  name: 'ctdl',
  label: 'CTDL and CTDL-ASN JSON-LD (Credential Engine)',
  writes: ['CATALOGUE', 'FRAMEWORK'],
  mediaType: 'application/ld+json',
  extension: 'jsonld',

  async *write(records) {
    yield `{"@context":${JSON.stringify(CONTEXTS)},"@graph":[`;
    let isFirst = true;
    const once = new Once();
    for await (const node of nodesOf(records)) {
      if (!once.isNew(node)) continue;
      yield `${isFirst ? '' : ','}\n${JSON.stringify(node)}`;
      isFirst = false;
    }
    yield '\n]}\n';
  },
};

/** A blank node that several records took along goes out once. */
class Once {
  readonly #met = new Set<string>();

  isNew(node: Json): boolean {
    if (!isBlank(String(node['@id'] ?? ''))) return true;
    const name = createHash('sha256').update(JSON.stringify(node)).digest('base64');
    return !this.#met.has(name) && this.#met.add(name).size > 0;
  }
}

/**
 * Nodes of records. A mapped skill waits for the edges that come after it, and a framework for its own node, which comes last
 * where the framework came in this format.
 */
async function* nodesOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<Json> {
  const waiting = new Map<string, NodeToFill>();
  const stacks = new Stacks();
  const frameworks: FrameworkRecord[] = [];
  const own = new Set<string>();
  for await (const { record, isOwn } of records) {
    if (isOwn && 'raw' in record && 'key' in record) {
      if (record.type === 'kept') own.add(record.key);
      yield* nodesInRaw(record.raw);
    } else if (record.type === 'framework') frameworks.push(record);
    else if (record.type === 'skill' || record.type === 'occupation') {
      waiting.set(record.uri, conceptNode(record, uriOf(frameworks.at(-1))));
    } else yield* mapped(record, waiting, stacks);
  }
  for (const framework of frameworks)
    if (framework.uri !== UNNAMED.uri && !own.has(uriOf(framework))) yield frameworkNode(framework, uriOf(framework));
  yield* waiting.values();
  yield* stacks.nodes();
}

function mapped(record: HubRecord, waiting: ReadonlyMap<string, NodeToFill>, stacks: Stacks): Json[] {
  switch (record.type) {
    case 'organization':
      return [organizationNode(record)];
    case 'credential':
      stacks.add(record satisfies CredentialRecord);
      return [credentialNode(record)];
    case 'level-scale':
      return levelNodes(record);
    case 'skill-relation':
    case 'occupation-relation':
    case 'occupation-skill': {
      const node = waiting.get(record.from);
      if (node) tie(node, record);
      return [];
    }
    default:
      return [];
  }
}

function uriOf(framework: FrameworkRecord | undefined): string {
  return framework?.uri ?? `urn:tessera:framework:${encodeURIComponent(framework?.code ?? '')}`;
}
