import { textIn } from '../../db/localized-text.ts';
import { isObject } from '../badge-packaging/object.ts';
import { cutAtWord } from '../cut-at-word.ts';
import type { Exporter, ExportHead, ExportRecord } from '../export.ts';
import { textOf } from '../json-value.ts';
import type { FrameworkRecord, HubRecord, KeptRecord, SkillRelationRecord } from '../record.ts';
import { asVersion, type CaseVersion } from './version.ts';
import {
  associationOf,
  documentOf,
  frameworkUri,
  itemOf,
  type Link,
  linkTo,
  rubricOf,
  topAssociationOf,
  type WriteContext,
} from './write-map.ts';

/** Longest title of a link, in characters. */
const TITLE_AT_MOST = 80;

export const caseExporter: Exporter = {
  name: 'case',
  label: 'CASE 1.1 package (1EdTech)',
  writes: ['FRAMEWORK'],
  mediaType: 'application/json',
  extension: 'json',
  write: (records, head) => writePackage(records, head, '1.1'),
};

/**
 * One framework as a CFPackage. CASE states competencies: occupations are left out. What is not streamed is small: titles for links,
 * and what is kept beside associations.
 */
export async function* writePackage(
  records: AsyncIterable<ExportRecord>,
  head: ExportHead,
  version: CaseVersion,
): AsyncGenerator<string> {
  const writer = new PackageWriter(head, version);
  for await (const { record, isOwn } of records) yield* writer.take(record, isOwn);
  yield* writer.end();
}

class PackageWriter {
  readonly #head: ExportHead;
  readonly #version: CaseVersion;
  #framework: FrameworkRecord | undefined;
  #document: { readonly link: Link; readonly context: WriteContext } | undefined;
  /** The document as it came, where it came in CASE. */
  #own: KeptRecord | undefined;
  #open: 'CFItems' | 'CFAssociations' | undefined;
  #isFirst = true;
  readonly #titles = new Map<string, string>();
  /** Skills that came in no package, and so are nowhere yet; those without a broader one are at the top. */
  readonly #unplaced = new Set<string>();
  readonly #later: { readonly rubrics: unknown[]; readonly kept: KeptRecord[] } = { rubrics: [], kept: [] };
  readonly #met = new Set<string>();

  constructor(head: ExportHead, version: CaseVersion) {
    this.#head = head;
    this.#version = version;
  }

  *take(record: HubRecord, isOwn: boolean): Generator<string> {
    switch (record.type) {
      case 'framework':
        this.#framework ??= record;
        return;
      case 'kept':
        yield* this.#takeKept(record);
        return;
      case 'level-scale':
        // An own scale is in its rubric, which is kept.
        if (!isOwn) this.#later.rubrics.push(rubricOf(record, this.#begun().context));
        return;
      case 'skill': {
        yield* this.#start();
        const { link, context } = this.#begun();
        this.#titles.set(record.uri, cutAtWord(textIn(record.labels, context.language), TITLE_AT_MOST));
        if (!isOwn) this.#unplaced.add(record.uri);
        yield* this.#member('CFItems', 'CFItem', isOwn ? record.raw : itemOf(record, link, context));
        return;
      }
      case 'skill-relation':
        yield* this.#takeRelation(record, isOwn);
        return;
      default:
        return;
    }
  }

  *end(): Generator<string> {
    yield* this.#start();
    const { link, context } = this.#begun();
    for (const uri of this.#unplaced) {
      const top = topAssociationOf(uri, this.#titles.get(uri) ?? uri, link, context);
      yield* this.#member('CFAssociations', 'CFAssociation', top);
    }
    yield* this.#switchTo('CFAssociations');
    yield ']';
    const { rubrics, kept } = this.#later;
    const definitions = definitionsOf(kept);
    if (definitions !== undefined) yield `,\n"CFDefinitions":${this.#text('CFDefinitions', definitions)}`;
    const allRubrics = [...kept.filter(({ kind }) => kind === 'CFRubric').map(({ raw }) => raw), ...rubrics];
    if (allRubrics.length > 0) {
      yield `,\n"CFRubrics":[${allRubrics.map((rubric) => this.#text('CFRubric', rubric)).join(',\n')}]`;
    }
    const extensions = kept.find(({ kind }) => kind === 'extensions');
    if (extensions && this.#version === '1.1') yield `,\n"extensions":${JSON.stringify(extensions.raw)}`;
    yield '}\n';
  }

  *#takeKept(record: KeptRecord): Generator<string> {
    const uri = this.#framework?.uri;
    if (record.key === uri) {
      if (record.kind === 'CFDocument' || this.#own === undefined) this.#own = record;
      return;
    }
    // A source may hold several packages, and two sources the same one.
    const isOfThis = uri === undefined || record.key.startsWith(`${uri} `);
    if (!isOfThis || this.#met.has(record.key)) return;
    this.#met.add(record.key);
    if (record.kind !== 'CFAssociation') {
      this.#later.kept.push(record);
      return;
    }
    yield* this.#start();
    yield* this.#member('CFAssociations', 'CFAssociation', record.raw);
  }

  *#takeRelation(record: SkillRelationRecord, isOwn: boolean): Generator<string> {
    yield* this.#start();
    const { link, context } = this.#begun();
    if (record.kind === 'BROADER' && !record.isCrosswalk) this.#unplaced.delete(record.from);
    const titleOf = (uri: string) => this.#titles.get(uri) ?? uri;
    const mapped = () => associationOf(record, titleOf, link, context);
    yield* this.#member('CFAssociations', 'CFAssociation', isOwn && isObject(record.raw) ? record.raw : mapped());
  }

  /** Writes the document, once; what comes behind it needs its address. */
  *#start(): Generator<string> {
    if (this.#open !== undefined) return;
    const { context } = this.#begun();
    const document = this.#own?.raw ?? documentOf(this.#frameworkOrMade(), context);
    this.#open = 'CFItems';
    yield `{"CFDocument":${this.#text('CFDocument', document)},\n"CFItems":[`;
  }

  *#member(list: 'CFItems' | 'CFAssociations', type: string, value: unknown): Generator<string> {
    yield* this.#switchTo(list);
    yield `${this.#isFirst ? '\n' : ',\n'}${this.#text(type, value)}`;
    this.#isFirst = false;
  }

  *#switchTo(list: 'CFItems' | 'CFAssociations'): Generator<string> {
    if (this.#open === list) return;
    this.#open = list;
    this.#isFirst = true;
    yield `],\n"${list}":[`;
  }

  #text(type: string, value: unknown): string {
    return JSON.stringify(asVersion(type, value, this.#version));
  }

  #begun(): { readonly link: Link; readonly context: WriteContext } {
    if (this.#document) return this.#document;
    const framework = this.#frameworkOrMade();
    const languages = Object.keys(framework.name);
    const language = languages.includes('en') ? 'en' : (languages[0] ?? 'en');
    const uri = frameworkUri(framework);
    const title = textOf(this.#own?.raw, 'title') ?? (textIn(framework.name, language) || framework.code);
    const identifier = textOf(this.#own?.raw, 'identifier');
    const link = { ...linkTo(uri, title, 'CFDocuments', this.#head), ...(identifier !== undefined && { identifier }) };
    this.#document = { link, context: { head: this.#head, language } };
    return this.#document;
  }

  #frameworkOrMade(): FrameworkRecord {
    const { title } = this.#head;
    this.#framework ??= {
      type: 'framework',
      place: { file: title },
      code: title,
      name: { en: title },
      version: 'unknown',
    };
    return this.#framework;
  }
}

/** The definitions as they came, each in its list; what is in none, such as `extensions`, by its name. */
function definitionsOf(kept: readonly KeptRecord[]): Record<string, unknown> | undefined {
  const definitions = kept.filter(({ kind }) => kind === 'CFDefinitions');
  if (definitions.length === 0) return undefined;
  const lists: Record<string, unknown[] | Record<string, unknown>> = {};
  for (const { key, raw } of definitions) {
    const [, group = '', name = ''] = / ([^ /]+)\/(.*)$/su.exec(key) ?? [];
    if (group === 'extensions') lists[group] = { ...(lists[group] as object), [name]: raw };
    else lists[group] = [...((lists[group] as unknown[] | undefined) ?? []), raw];
  }
  return lists;
}
