import type { Exporter } from '../export.ts';
import { postingFrom } from './write-posting.ts';

/** Postings as a list of JobSchema+ jobs. */
export const jdxExporter: Exporter = {
  name: 'jdx',
  label: 'JDX JobSchema+ job postings, JSON',
  writes: ['JOBS'],
  mediaType: 'application/json',
  extension: 'json',

  async *write(records) {
    yield '[';
    let isFirst = true;
    for await (const { record, isOwn } of records) {
      const job = isOwn && 'raw' in record ? record.raw : record.type === 'job' ? postingFrom(record) : undefined;
      if (job === undefined) continue;
      yield `${isFirst ? '' : ','}\n${JSON.stringify(job)}`;
      isFirst = false;
    }
    yield '\n]\n';
  },
};
