import type { Report } from '../format.ts';
import type { JsonFile } from '../json-file.ts';
import type { HubRecord } from '../record.ts';
import { documentFrom, uriOf } from './map.ts';

/** Where the documents of a list are: of the answer of `/CFDocuments`, or of a bare list. */
export type ListPath = '$.CFDocuments.*' | '$.*';

/**
 * A list of CFDocuments, as `/CFDocuments` answers it, or as a bare list: each makes its framework known, without items. Documents
 * of a list are kept apart from those of packages: what is missing from a list is not gone.
 */
export async function* readDocumentList(
  json: JsonFile,
  at: ListPath,
  report: Report,
  met: Set<string>,
): AsyncGenerator<HubRecord> {
  for await (const { value, pointer } of json.members([at], report)) {
    const place = { file: json.name, pointer };
    const uri = uriOf(value);
    if (uri === undefined) {
      const message = 'the document states neither uri nor identifier; state both';
      report({ severity: 'ERROR', code: 'FIELD_MISSING', place, message });
      continue;
    }
    if (met.has(`listed ${uri}`)) {
      const message = `${uri} stands in this input twice; the first one counts`;
      report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place, message });
      continue;
    }
    met.add(`listed ${uri}`);
    yield documentFrom(value, place, {}).record;
    yield { type: 'kept', place, kind: 'CFDocument:listed', key: uri, raw: value };
  }
}
