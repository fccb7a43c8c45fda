import type { Issue, Report } from '../format.ts';
import type { JsonFile } from '../json-file.ts';
import type { JsonMember } from '../json-members.ts';
import { listOf, textOf } from '../json-value.ts';
import { keyFault } from '../key-fault.ts';
import type { HubRecord, KeptRecord, Place } from '../record.ts';
import { AssociationReader, Items } from './association.ts';
import { type Document, documentFrom, scaleFrom, skillFrom, uriOf } from './map.ts';

/** Kept records are held back up to this many, so that edges between them go into one transaction. */
const KEPT_AT_ONCE = 1_000;
/** The rest of a package; `CFItems` are read before it. */
const REST = ['$.CFRubrics.*', '$.CFAssociations.*', '$.CFDefinitions.*.*', '$.extensions'];

interface Said {
  readonly framework?: string;
  readonly frameworkVersion?: string;
}

/**
 * A CFPackage, whatever the order of its members: its document, then its items, the scales of its rubrics, its associations, and
 * last what the hub only keeps.
 *
 * @param met  kind and key of each record this input had so far, to which it adds
 */
export async function* readPackage(
  json: JsonFile,
  said: Said,
  report: Report,
  met: Set<string>,
): AsyncGenerator<HubRecord> {
  const silent = () => {};
  let head: JsonMember | undefined;
  for await (const member of json.members(['$.CFDocument'], silent)) head ??= member;
  const place = { file: json.name, pointer: '/CFDocument' };
  const document = documentFrom(head?.value, place, said);
  const log = new Log(json.name, report, met);
  yield document.record;
  for (const name of ['identifier', 'title']) {
    if (textOf(head?.value, name) !== undefined) continue;
    const message = `the document states no ${name}; state it, since the framework goes by it`;
    report({
      severity: 'WARNING',
      code: 'FIELD_MISSING',
      place: { ...place, pointer: `${place.pointer}/${name}` },
      message,
    });
  }
  if (head) {
    const kept: KeptRecord = { type: 'kept', place, kind: 'CFDocument', key: document.uri, raw: head.value };
    if (log.isNew(kept)) yield kept;
  }

  const items = new Items();
  let fault: Issue | undefined;
  const noteFault = (issue: Issue) => {
    fault = issue;
  };
  for await (const { value, pointer } of json.members(['$.CFItems.*'], report, noteFault)) {
    const reading = skillFrom(value, { file: json.name, pointer }, document);
    if ('refused' in reading) {
      const { field, message, isMissing } = reading.refused;
      log.refuse(isMissing ? 'FIELD_MISSING' : 'FIELD_INVALID', `${pointer}/${field}`, `${message}; correct it`, value);
      continue;
    }
    const { skill, faults } = reading;
    for (const { field, message } of faults) log.doubt('FIELD_INVALID', `${pointer}/${field}`, message);
    if (!log.isNew(skill)) continue;
    items.add(skill.uri, textOf(value, 'identifier'));
    yield skill;
  }
  // A file that ends early is met by each passage; the one that came further says where.
  const onStop: Report = (issue) => report(issue.place.pointer === '' && fault ? fault : issue);
  yield* keptLast(readRest(json, document, items, log, { report, onStop }));
}

/** All but the document and its items, in the order of the file. */
async function* readRest(
  json: JsonFile,
  document: Document,
  items: Items,
  log: Log,
  told: { readonly report: Report; readonly onStop: Report },
): AsyncGenerator<HubRecord> {
  const associations = new AssociationReader(items, document.uri);
  for await (const { path, pointer, value } of json.members(REST, told.report, told.onStop)) {
    const place = { file: json.name, pointer };
    const kept = (kind: string, name: string): KeptRecord => {
      return { type: 'kept', place, kind, key: `${document.uri} ${name}`, raw: value };
    };
    const identity = textOf(value, 'identifier') ?? uriOf(value) ?? String(path.at(-1));
    if (path[0] === 'CFAssociations') {
      const reading = associations.read(value, place);
      if ('edge' in reading) {
        yield reading.edge;
        continue;
      }
      const { doubt } = reading;
      if (doubt) log.doubt(doubt.code, `${pointer}/${doubt.field}`, doubt.message, doubt.raw);
      yield* log.once(kept('CFAssociation', `CFAssociations/${identity}`));
    } else if (path[0] === 'CFRubrics') {
      yield* scalesOf(value, place, document, log);
      yield* log.once(kept('CFRubric', `CFRubrics/${identity}`));
    } else if (path[0] === 'CFDefinitions') {
      yield* log.once(kept('CFDefinitions', `${path[1]}/${typeof path[2] === 'number' ? identity : path[2]}`));
    } else {
      yield* log.once(kept('extensions', 'extensions'));
    }
  }
}

function* scalesOf(rubric: unknown, place: Place, document: Document, log: Log): Generator<HubRecord> {
  for (const [index, criterion] of listOf(rubric, 'CFRubricCriteria').entries()) {
    const pointer = `${place.pointer}/CFRubricCriteria/${index}`;
    const scale = scaleFrom(criterion, rubric, { ...place, pointer }, document);
    // A criterion that comes again is in its rubric, which is kept.
    if (scale && log.isFirst(scale)) yield scale;
  }
}

/** The same records, kept ones behind the others, so that batches of one type are long. */
async function* keptLast(records: AsyncIterable<HubRecord>): AsyncGenerator<HubRecord> {
  let held: HubRecord[] = [];
  for await (const record of records) {
    if (record.type !== 'kept') {
      yield record;
      continue;
    }
    held.push(record);
    if (held.length < KEPT_AT_ONCE) continue;
    yield* held;
    held = [];
  }
  yield* held;
}

/** What is told of one file, and what its input had before. */
class Log {
  readonly #file: string;
  readonly #report: Report;
  readonly #met: Set<string>;

  constructor(file: string, report: Report, met: Set<string>) {
    this.#file = file;
    this.#report = report;
    this.#met = met;
  }

  isFirst({ kind, key }: { readonly kind: string; readonly key: string }): boolean {
    const name = `${kind} ${key}`;
    const isFirst = !this.#met.has(name);
    this.#met.add(name);
    return isFirst;
  }

  /** Whether the input had no such record; tells of one it had. */
  isNew(record: { readonly kind: string; readonly key: string; readonly place: Place }): boolean {
    if (this.isFirst(record)) return true;
    const message = `${record.key} stands in this input twice; the first one counts`;
    this.#report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place: record.place, message });
    return false;
  }

  *once(record: KeptRecord): Generator<KeptRecord> {
    const long = keyFault(record.key);
    if (long !== null) this.refuse('FIELD_INVALID', record.place.pointer ?? '', long);
    else if (this.isNew(record)) yield record;
  }

  refuse(code: Issue['code'], pointer: string, message: string, record?: unknown): void {
    const key = uriOf(record);
    const named = key === undefined ? {} : { record: { kind: 'CFItem', key } };
    this.#report({ severity: 'ERROR', code, place: { file: this.#file, pointer }, message, ...named });
  }

  doubt(code: Issue['code'], pointer: string, message: string, raw?: string): void {
    const place = { file: this.#file, pointer };
    this.#report({ severity: 'WARNING', code, place, message, ...(raw !== undefined && { raw }) });
  }
}
