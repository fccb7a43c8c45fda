import { isObject } from '../badge-packaging/object.ts';
import { faultsOfEmpty } from '../faults-of-empty.ts';
import type { Format } from '../format.ts';
import { headOf } from '../head-of.ts';
import { jsonDocuments } from '../json-documents.ts';
import { ObjectReader } from '../object-reader.ts';
import { reportAll } from '../postings/posting.ts';
import type { KeptRecord, Place } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { jobFromJdx } from './map.ts';
import { looksLikeJdx, WRAPPERS } from './schema.ts';

/** Postings and job descriptions of the Job Data Exchange, one, listed, wrapped or a line each; its vocabularies are kept. */
export const jdxFormat: Format = {
  name: 'jdx',
  label: 'JDX JobSchema+ job postings and descriptions, JSON',
  version: 1,

  async recognises(input) {
    for (const file of input.files) if (looksLikeJdx(await headOf(file))) return true;
    return false;
  },

  check: async (input) => faultsOfEmpty(input),

  complete: () => ['job', 'jdx-term'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    for (const file of input.files) {
      for await (const { value, place } of jsonDocuments(file, WRAPPERS, report)) {
        if (!isObject(value)) {
          const message = 'it is no job; write an object';
          report({ severity: 'ERROR', code: 'FIELD_INVALID', place, message });
          continue;
        }
        const term = termIn(value, place);
        if (term) {
          yield term;
          continue;
        }
        const reader = new ObjectReader(value, place);
        const job = jobFromJdx(reader);
        reportAll(reader, job, report);
        if (job) yield job;
      }
    }
  },
};

/** A concept of a vocabulary of JobSchema+, such as a job term: the hub has no table for it. */
function termIn(value: Record<string, unknown>, place: Place): KeptRecord | null {
  const isTerm = [value['@type']].flat().some((type) => /^skos:Concept(Scheme)?$/u.test(String(type)));
  if (!isTerm || typeof value['@id'] !== 'string') return null;
  return { type: 'kept', kind: 'jdx-term', key: value['@id'], raw: value, place };
}
