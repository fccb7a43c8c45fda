import { isObject } from '../badge-packaging/object.ts';

const SCHEMA = /^https?:\/\/(www\.)?schema\.org\/?#?$/iu;
const TERM = /^https?:\/\/(www\.)?schema\.org\/([A-Za-z]+)$/u;

/** Which keys of a document are words of schema.org: bare ones, prefixed ones, and names a context gives them. */
export interface Vocabulary {
  readonly isPlain: boolean;
  /** Prefixes such as `schema`, and what other names stand for. */
  readonly prefixes: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The vocabulary of a context as pages write it: an address of schema.org in any spelling, `@vocab`, a prefix, a name of its own
 * for a term, and lists of these. No context is fetched: schema.org's own only says that bare names are its words.
 */
export function vocabularyOf(context: unknown): Vocabulary {
  const prefixes = new Set<string>();
  const names = new Map<string, string>();
  for (const part of [context].flat().filter(isObject)) {
    for (const [name, stated] of Object.entries(part)) {
      const iri = isObject(stated) ? stated['@id'] : stated;
      if (typeof iri !== 'string' || name.startsWith('@')) continue;
      if (SCHEMA.test(iri)) prefixes.add(name);
      const term = TERM.exec(iri)?.[2] ?? (prefixes.has(iri.split(':')[0] ?? '') ? iri.split(':')[1] : undefined);
      if (term !== undefined) names.set(name, term);
    }
  }
  return { isPlain: isPlain(context), prefixes, names };
}

/** Whether a context says no more than that bare names are words of schema.org. */
export function isPlain(context: unknown): boolean {
  return context === undefined || (typeof context === 'string' && SCHEMA.test(context.trim()));
}

/** The same value in bare words of schema.org, whatever its keys and types were called. */
export function inSchemaWords(value: unknown, vocabulary: Vocabulary): unknown {
  if (Array.isArray(value)) return value.map((each) => inSchemaWords(each, vocabulary));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]): [string, unknown][] => {
      if (key === '@context') return [];
      if (key === '@type') return [[key, [member].flat().map((type) => wordOf(String(type), vocabulary))]];
      return [[wordOf(key, vocabulary), inSchemaWords(member, vocabulary)]];
    }),
  );
}

function wordOf(name: string, { prefixes, names }: Vocabulary): string {
  const full = TERM.exec(name)?.[2];
  if (full !== undefined) return full;
  const [prefix = '', local] = name.split(':');
  return local !== undefined && prefixes.has(prefix) ? local : (names.get(name) ?? name);
}

/** Types of a value in words of schema.org. */
export function typesIn(value: Readonly<Record<string, unknown>>): string[] {
  return [value['@type'] ?? value.type].flat().map((type) => TERM.exec(String(type))?.[2] ?? String(type));
}
