import { type Finding, failed, pass, unknown, worstOf } from './check.ts';
import { contextAt, termsOf } from './contexts.ts';
import { type Document, listOf, quoted } from './document.ts';

/** Longest list of contexts, and most lists in a document: a long one costs whoever reads it, and says nothing more. */
const LIST_AT_MOST = 20;
const LISTS_AT_MOST = 2_000;

const BASES = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/2018/credentials/v1'];
const BADGES = /^https:\/\/purl\.imsglobal\.org\/spec\/(?:ob\/v3p0|clr\/v2p0)\/context/u;
const CURRENT = ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];

/**
 * Whether every context of a credential, at whatever depth, is one that is read, in the order its model demands. Source:
 * Verifiable Credentials 2.0, 4.3; Open Badges 3.0, 8.1; JSON-LD 1.1, protected terms.
 *
 * @param isBadge  whether a context of Open Badges or CLR must follow the first
 */
export function checkContext(document: Document, isBadge: boolean): Finding {
  const [first, ...others] = listOf(document['@context']);
  if (!BASES.includes(String(first))) {
    return failed(`The first @context is ${quoted(first)}; it must be ${BASES[0]} (or, of version 1.1, ${BASES[1]}).`);
  }
  const badges = others.find((each) => typeof each === 'string' && BADGES.test(each));
  const found = contextFaults(document);
  if (found.length > 0) return worstOf(found);
  if (isBadge && badges === undefined) {
    return failed(`No @context of Open Badges or CLR follows the first; add ${CURRENT[0]}.`);
  }
  return isBadge && first === BASES[0] && String(badges).includes('/ob/') && !CURRENT.includes(String(badges))
    ? pass(`Every @context is known. A warning to the issuer: ${badges} is an older version; ${CURRENT[0]} is current.`)
    : pass('Every @context is one that is known and pinned here.');
}

/** What is wrong with the contexts in a value; an unknown one is not fetched. */
function contextFaults(document: Document): Finding[] {
  const lists: unknown[][] = [];
  collect(document, lists);
  if (lists.length > LISTS_AT_MOST) {
    return [failed(`The document has ${lists.length} @context entries; ${LISTS_AT_MOST} are read at most.`)];
  }
  const longest = lists.find((list) => list.length > LIST_AT_MOST);
  if (longest) return [failed(`A @context lists ${longest.length} entries; ${LIST_AT_MOST} are read at most.`)];
  const entries = lists.flat();
  const addresses = new Set(entries.filter((entry) => typeof entry === 'string'));
  const strangers = [...addresses].filter((url) => !contextAt(url)).map(strange);
  return [...strangers, ...redefinitions(entries, addresses)];
}

function strange(url: string): Finding {
  return unknown(
    `The @context ${quoted(url)} is not among those known here, and contexts are never fetched; ` +
      'ask the issuer for the badge with the contexts of its standard, or us to add this one.',
  );
}

/** Own terms may be added in place; a term of a standard may not be given another meaning there. */
function redefinitions(entries: readonly unknown[], addresses: ReadonlySet<string>): Finding[] {
  const inline = entries.filter((entry) => typeof entry !== 'string');
  if (inline.length === 0) return [];
  const known = new Set<string>();
  for (const url of addresses) termsOf(contextAt(url), known);
  return inline.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null)
      return [failed(`A @context is ${quoted(entry)}, which clears it.`)];
    const names = [...termsOf(entry)];
    const taken = names.find((name) => known.has(name));
    if (taken !== undefined)
      return [failed(`A @context of its own gives the term "${quoted(taken)}" another meaning.`)];
    const keyword = keywordsOf(entry).find((name) => !HARMLESS.has(name));
    return keyword === undefined
      ? []
      : [failed(`A @context of its own states ${quoted(keyword)}, which is not allowed.`)];
  });
}

/** Keywords by which a term is defined; any other would change how the rest of the document is read. */
const HARMLESS = new Set(['@version', '@protected', '@id', '@type', '@container', '@language']);

function keywordsOf(context: unknown): string[] {
  if (typeof context !== 'object' || context === null) return [];
  return Object.entries(context).flatMap(([name, part]) => [
    ...(name.startsWith('@') ? [name] : []),
    ...keywordsOf(part),
  ]);
}

function collect(value: unknown, lists: unknown[][]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) collect(each, lists);
    return;
  }
  for (const [name, part] of Object.entries(value)) {
    if (name === '@context') lists.push(part === null ? [null] : listOf(part));
    else collect(part, lists);
  }
}
