import { nodesInRaw } from '../ctdl/raw.ts';
import type { Exporter } from '../export.ts';
import { nodeFrom } from './map.ts';

/** A catalogue as one graph of schema.org. */
export const schemaOrgExporter: Exporter = {
  name: 'schema-org',
  label: 'schema.org JSON-LD: courses and credentials',
  writes: ['CATALOGUE'],
  mediaType: 'application/ld+json',
  extension: 'jsonld',

  async *write(records) {
    yield '{"@context":"https://schema.org","@graph":[';
    let isFirst = true;
    for await (const { record, isOwn } of records) {
      const nodes =
        isOwn && 'raw' in record
          ? nodesInRaw(record.raw)
          : record.type === 'credential'
            ? [nodeFrom(record)]
            : record.type === 'organization'
              ? [
                  {
                    '@type': 'Organization',
                    '@id': record.uri,
                    name: textsOf(record.name),
                    ...(record.url !== undefined && { url: record.url }),
                  },
                ]
              : [];
      for (const node of nodes) {
        yield `${isFirst ? '' : ','}\n${JSON.stringify(node)}`;
        isFirst = false;
      }
    }
    yield '\n]}\n';
  },
};

function textsOf(text: Readonly<Record<string, string>>) {
  return Object.entries(text).map(([tag, value]) => ({ '@language': tag, '@value': value }));
}
