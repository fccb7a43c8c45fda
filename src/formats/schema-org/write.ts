import { nodesInRaw } from '../ctdl/raw.ts';
import type { Exporter, ExportRecord } from '../export.ts';
import { graphText } from '../graph-text.ts';
import { nodeFrom } from './map.ts';

/** A catalogue as one graph of schema.org. */
export const schemaOrgExporter: Exporter = {
  name: 'schema-org',
  label: 'schema.org JSON-LD: courses and credentials',
  writes: ['CATALOGUE'],
  mediaType: 'application/ld+json',
  extension: 'jsonld',

  write: (records) => graphText('https://schema.org', nodesOf(records)),
};

async function* nodesOf(records: AsyncIterable<ExportRecord>): AsyncGenerator<unknown> {
  for await (const { record, isOwn } of records) {
    if (isOwn && 'raw' in record) yield* nodesInRaw(record.raw);
    else if (record.type === 'credential') yield nodeFrom(record);
    else if (record.type === 'organization') {
      yield {
        '@type': 'Organization',
        '@id': record.uri,
        name: textsOf(record.name),
        ...(record.url !== undefined && { url: record.url }),
      };
    }
  }
}

function textsOf(text: Readonly<Record<string, string>>) {
  return Object.entries(text).map(([tag, value]) => ({ '@language': tag, '@value': value }));
}
