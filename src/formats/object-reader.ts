import type { LocalizedText } from '../db/localized-text.ts';
import { isObject } from './badge-packaging/object.ts';
import type { Issue, Place } from './format.ts';
import { momentFrom } from './open-badges/moment.ts';

/** A value of a list, and the pointer to it from the record. */
export interface Item {
  readonly value: unknown;
  readonly pointer: string;
}

/**
 * Reads the members of one JSON object as what they should be, as `RowReader` does the cells of a row: one value stands for a list
 * of one, null and blank text for what is not stated. A member that is something else is noted with its pointer and the way out,
 * and reads as not stated.
 */
export class ObjectReader {
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #issues: Issue[];
  readonly #language: string;
  readonly place: Place;

  /** @param language  of texts that do not say theirs */
  constructor(value: Readonly<Record<string, unknown>>, place: Place, language = 'en', issues: Issue[] = []) {
    this.#value = value;
    this.#issues = issues;
    this.#language = language;
    this.place = place;
  }

  get raw(): Readonly<Record<string, unknown>> {
    return this.#value;
  }

  get language(): string {
    return this.#language;
  }

  /** What was noted so far, here and in what was read inside, errors first. */
  get issues(): readonly Issue[] {
    return [...this.#issues].sort((one, other) => one.severity.localeCompare(other.severity));
  }

  /** The same object, whose texts are of another language unless they say theirs. */
  in(language: string): ObjectReader {
    return new ObjectReader(this.#value, this.place, language, this.#issues);
  }

  /** A reader of what lies inside, which notes its faults here. */
  within(value: Readonly<Record<string, unknown>>, pointer: string): ObjectReader {
    return new ObjectReader(value, this.#at(pointer), this.#language, this.#issues);
  }

  /** The same object, whose faults are noted apart: those of a record of its own. */
  alone(): ObjectReader {
    return new ObjectReader(this.#value, this.place, this.#language);
  }

  has(name: string): boolean {
    return !isBlank(this.#value[name]);
  }

  /** The first of the names that is stated, as text; a number is written as one, of several languages English is read. */
  text(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const [item] = this.items(name);
      const text = item && plainText(item.value, this.#language);
      if (text !== undefined) return text;
      if (item) this.doubt(item.pointer, 'it is no text; write one', item.value);
    }
    return undefined;
  }

  texts(name: string): string[] {
    return this.items(name).flatMap(({ value, pointer }) => {
      const text = plainText(value, this.#language);
      if (text === undefined) this.doubt(pointer, 'it is no text; write one', value);
      return text === undefined ? [] : [text];
    });
  }

  /** A text by language; what says no language is of the reader's. */
  localized(...names: readonly string[]): LocalizedText {
    for (const name of names) {
      const found = Object.fromEntries(
        this.items(name)
          .reverse()
          .flatMap(({ value }) => textsIn(value, this.#language)),
      );
      if (Object.keys(found).length > 0) return found;
    }
    return {};
  }

  /** The same of several texts, which are paragraphs of one. */
  paragraphs(...names: readonly string[]): LocalizedText {
    for (const name of names) {
      const found: Record<string, string> = {};
      for (const [language, text] of this.items(name).flatMap(({ value }) => textsIn(value, this.#language))) {
        found[language] = found[language] === undefined ? text : `${found[language]}\n\n${text}`;
      }
      if (Object.keys(found).length > 0) return found;
    }
    return {};
  }

  /** Stated values, one or many. */
  items(name: string): Item[] {
    const value = this.#value[name];
    const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Array.isArray(value)) return isBlank(value) ? [] : [{ value, pointer }];
    return value.flatMap((each, index) => (isBlank(each) ? [] : [{ value: each, pointer: `${pointer}/${index}` }]));
  }

  /** Stated objects, one or many; anything else is noted. */
  objects(...names: readonly string[]): ObjectReader[] {
    return names.flatMap((name) =>
      this.items(name).flatMap(({ value, pointer }) => {
        if (isObject(value)) return [this.within(value, pointer)];
        this.doubt(pointer, 'it is no object; write one', value);
        return [];
      }),
    );
  }

  flag(name: string): boolean | undefined {
    const [item] = this.items(name);
    if (!item) return undefined;
    if (typeof item.value === 'boolean') return item.value;
    const text = String(item.value).trim().toLowerCase();
    if (text === 'true' || text === 'false') return text === 'true';
    this.doubt(item.pointer, 'it is neither true nor false; write one of them', item.value);
    return undefined;
  }

  number(name: string): number | undefined {
    const [item] = this.items(name);
    if (!item) return undefined;
    const number = typeof item.value === 'string' ? Number(item.value) : item.value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    this.doubt(item.pointer, 'it is no number; write one', item.value);
    return undefined;
  }

  /** A moment or a day, as ISO 8601 in UTC. */
  moment(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const [item] = this.items(name);
      if (!item) continue;
      const moment = typeof item.value === 'string' ? momentFrom(item.value) : null;
      if (moment !== null) return moment;
      const message = 'it is no moment of the years 1 to 9999; write it like 2027-01-31T12:00:00Z';
      this.doubt(item.pointer, message, item.value);
    }
    return undefined;
  }

  /** Notes a fault that leaves the record in without the member. */
  doubt(pointer: string, message: string, raw: unknown): undefined {
    this.#note('WARNING', 'FIELD_INVALID', pointer, message, raw);
  }

  /** Notes a fault that keeps the record out. */
  refuse(pointer: string, code: 'FIELD_MISSING' | 'FIELD_INVALID', message: string): null {
    this.#note('ERROR', code, pointer, message, undefined);
    return null;
  }

  #note(severity: Issue['severity'], code: Issue['code'], pointer: string, message: string, raw: unknown): void {
    const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
    const place = this.#at(pointer);
    this.#issues.push({ severity, code, place, message, ...(text !== undefined && { raw: text.slice(0, 1_000) }) });
  }

  #at(pointer: string): Place {
    return { ...this.place, pointer: `${this.place.pointer ?? ''}${pointer}` };
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function plainText(value: unknown, language: string): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const texts = Object.fromEntries(textsIn(value, language));
  return texts.en ?? Object.values(texts)[0];
}

/** Texts of a plain text, a JSON-LD value (`@value`), or a map of texts by language. */
function textsIn(value: unknown, language: string): [language: string, text: string][] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [[language, value.trim()]];
  if (!isObject(value)) return [];
  if (typeof value['@value'] === 'string') {
    const stated = typeof value['@language'] === 'string' ? value['@language'] : language;
    return textsIn(value['@value'], stated);
  }
  const isTag = (key: string) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/iu.test(key);
  const entries = Object.entries(value);
  if (!entries.every(([key, text]) => isTag(key) && (typeof text === 'string' || Array.isArray(text)))) return [];
  return entries.flatMap(([key, text]) => textsIn([text].flat().join('\n'), key));
}
