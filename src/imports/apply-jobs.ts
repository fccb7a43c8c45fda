import type { Db } from '../db/client.ts';
import type { Issue, IssueCode } from '../formats/format.ts';
import type { JobRecord } from '../formats/record.ts';
import { readImported, recordJobs, type UnresolvedWords } from '../jobs/index.ts';
import type { Reading } from '../provenance/index.ts';
import type { Applied } from './applied.ts';
import { applyEntities } from './apply-entities.ts';

/** Stores postings. One that cannot be read, such as a title longer than is kept, is left out with an issue. */
export async function applyJobs(tx: Db, reading: Reading, records: readonly JobRecord[]): Promise<Applied> {
  const read = records.map((record) => ({ record, posting: readImported(record) }));
  const refused = read.flatMap(({ record, posting }): Issue[] => {
    if (posting.ok) return [];
    const { kind, key, place } = record;
    return [
      { severity: 'ERROR', code: 'FIELD_INVALID', place, message: posting.problem.message, record: { kind, key } },
    ];
  });
  const postings = new Map(read.flatMap(({ record, posting }) => (posting.ok ? [[record, posting.value]] : [])));
  const applied = await applyEntities(tx, reading, [...postings.keys()], async (changed) => {
    const places = new Map(changed.map(({ record, id }) => [id, record.place]));
    const unresolved = await recordJobs(
      tx,
      changed.flatMap(({ record, id }) => {
        const posting = postings.get(record);
        return posting ? [{ posting, sourceRecordId: id }] : [];
      }),
    );
    return unresolved.flatMap((words) => {
      const place = places.get(words.sourceRecordId);
      return place ? [{ ...doubtOf(words), place }] : [];
    });
  });
  return { ...applied, issues: [...refused, ...applied.issues] };
}

const NAMED: Readonly<Record<UnresolvedWords['names'], { code: IssueCode; message: (words: string) => string }>> = {
  SKILL: {
    code: 'SKILL_UNRESOLVED',
    message: (words) =>
      `no loaded skill is called "${words}"; it is kept as words and linked when a framework brings it`,
  },
  CREDENTIAL: {
    code: 'CREDENTIAL_UNRESOLVED',
    message: (words) =>
      `no credential here has the address "${words}"; it is kept as words and linked when a catalogue brings it`,
  },
  LEVEL: {
    code: 'LEVEL_UNRESOLVED',
    message: (words) =>
      `"${words}" names no level of a loaded scale; it is kept as words and linked when a framework brings it`,
  },
};

function doubtOf({ names, words }: UnresolvedWords): Omit<Issue, 'place'> {
  const { code, message } = NAMED[names];
  return { severity: 'WARNING', code, message: message(words), raw: words };
}
