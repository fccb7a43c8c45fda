import type { LocalizedText } from '../../db/localized-text.ts';
import { isObject } from '../badge-packaging/object.ts';
import { canonicalUri, ctidIn, isBlank } from './identity.ts';
import { localName, type Role, roleOf } from './terms.ts';
import { languageTag, localizedFrom, statedTexts } from './texts.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Where a reference leads within its document: a blank node, or a profile that stands as a node of its own. */
export type Lookup = (id: string) => Json | undefined;

/** One node of a graph, read by local names: a term's prefix, namespace or lack of both makes no difference. */
export class Node {
  readonly json: Json;
  readonly types: readonly string[];
  readonly role: Role;
  readonly #lookup: Lookup;
  readonly #language: string;
  readonly #byName = new Map<string, unknown[]>();

  constructor(json: Json, lookup: Lookup = () => undefined, language = 'en') {
    this.json = json;
    this.#lookup = lookup;
    for (const [term, value] of Object.entries(json)) {
      const name = localName(term);
      const values = (Array.isArray(value) ? value : [value]).filter((each) => each !== null && each !== undefined);
      if (values.length > 0 && !this.#byName.has(name)) this.#byName.set(name, values);
    }
    this.types = [json['@type'] ?? json.type].flat().filter(isString).map(localName);
    this.role = roleOf(this.types);
    const [stated] = this.values('inLanguage').filter(isString).map(languageTag);
    this.#language = stated ?? language;
  }

  /** Its class as stated, such as `ceterms:TransferValueProfile`. */
  get className(): string {
    return [this.json['@type'] ?? this.json.type].flat().find(isString) ?? 'node';
  }

  /** Its id as it stands, blank labels included. */
  get id(): string | undefined {
    const id = this.json['@id'] ?? this.json.id;
    return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
  }

  /** Its identity elsewhere: its URI, which a blank node lacks. */
  get uri(): string | undefined {
    return this.id === undefined || isBlank(this.id) ? undefined : canonicalUri(this.id);
  }

  /** Its CTID in lower case, stated or in its URI. */
  get ctid(): string | undefined {
    const [stated] = this.values('ctid').filter(isString);
    return (
      (stated === undefined ? undefined : ctidIn(stated)) ?? (this.uri === undefined ? undefined : ctidIn(this.uri))
    );
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Values of the first of the given properties that has any; a single one counts as a list. `@value` is unwrapped. */
  values(...names: readonly string[]): unknown[] {
    for (const name of names) {
      const found = this.#byName.get(name);
      if (found)
        return found.map((each) =>
          isObject(each) && '@value' in each && !('@language' in each) ? each['@value'] : each,
        );
    }
    return [];
  }

  /** Objects of the properties: embedded ones, and those that a reference leads to within the document. */
  nodes(...names: readonly string[]): Node[] {
    return names.flatMap((name) => this.values(name)).flatMap((value) => this.#resolve(value) ?? []);
  }

  /** Everything the properties refer to: a URI, a node, or both. */
  targets(...names: readonly string[]): Target[] {
    return names.flatMap((name) => this.values(name)).flatMap((value) => this.#targetOf(value));
  }

  /** URIs the properties refer to. */
  uris(...names: readonly string[]): string[] {
    return this.targets(...names).flatMap(({ uri }) => uri ?? []);
  }

  text(...names: readonly string[]): LocalizedText {
    for (const name of names) {
      const found = localizedFrom(this.#byName.get(name) ?? [], this.#language);
      if (Object.keys(found).length > 0) return found;
    }
    return {};
  }

  /** Each text of the properties, in the order stated. */
  texts(...names: readonly string[]): (readonly [tag: string, text: string])[] {
    return names.flatMap((name) => statedTexts(this.#byName.get(name) ?? [], this.#language));
  }

  /** One plain text, in English where there is a choice. */
  plain(...names: readonly string[]): string | undefined {
    const found = names.flatMap((name) => this.texts(name));
    return (found.find(([tag]) => tag.startsWith('en')) ?? found[0])?.[1];
  }

  number(...names: readonly string[]): number | undefined {
    const [value] = this.values(...names);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  }

  boolean(name: string): boolean | undefined {
    const [value] = this.values(name);
    return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
  }

  /** Local names of concepts: of a reference, or of an alignment's `targetNode` and `targetNodeName`. */
  concepts(...names: readonly string[]): string[] {
    return names.flatMap((name) => this.conceptLists(name).flat());
  }

  /** The same, a list a value, its URI's name before its words. */
  conceptLists(name: string): string[][] {
    return this.values(name).map((value) => {
      if (typeof value === 'string') return [localName(value)];
      const node = this.#resolve(value);
      const id = idOf(value);
      if (!node) return id === undefined ? [] : [localName(id)];
      const [target] = node.targets('targetNode');
      const words = node.plain('targetNodeName', 'targetName', 'name', 'prefLabel');
      const found = [target?.id && localName(target.id), words].filter(isString);
      return found.length > 0 || node.id === undefined ? found : [localName(node.id)];
    });
  }

  #resolve(value: unknown): Node | undefined {
    const id = idOf(value);
    if (isObject(value) && Object.keys(value).some((key) => !/^@?id$/u.test(key) && key !== '@value')) {
      return new Node(value, this.#lookup, this.#language);
    }
    const json = id === undefined ? undefined : this.#lookup(id);
    return json && new Node(json, this.#lookup, this.#language);
  }

  #targetOf(value: unknown): Target[] {
    const id = idOf(value);
    const node = this.#resolve(value);
    if (id === undefined && node === undefined) return [];
    const isUri = id !== undefined && !isBlank(id);
    return [{ ...(id !== undefined && { id }), ...(isUri && { uri: canonicalUri(id) }), ...(node && { node }) }];
  }
}

/** What a reference names. A blank label without a node leads nowhere. */
export interface Target {
  readonly id?: string;
  readonly uri?: string;
  readonly node?: Node;
}

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function idOf(value: unknown): string | undefined {
  const id = isObject(value) ? (value['@id'] ?? value.id) : value;
  return typeof id === 'string' && id.trim() !== '' ? id.trim() : undefined;
}
