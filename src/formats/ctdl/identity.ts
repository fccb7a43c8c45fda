import { createHash } from 'node:crypto';

/** A CTID: `ce-` and a UUID; records of 2017 have them in upper case, or as `urn:ctid:`. Source: CTDL `ceterms:ctid`. */
const CTID = /(?:ce-|urn:ctid:)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/iu;

/** Where the registry answers for a CTID. */
const RESOURCES = 'https://credentialengineregistry.org/resources/';

export function isBlank(id: string): boolean {
  return id.startsWith('_:');
}

/** The CTID in a text, lower case; undefined where there is none. */
export function ctidIn(text: string): string | undefined {
  const uuid = CTID.exec(text)?.[1];
  return uuid === undefined ? undefined : `ce-${uuid.toLowerCase()}`;
}

/**
 * A URI as things are identified by it: its CTID in lower case, the address of a resource's graph as the resource's, and a CTID
 * by itself as the registry's address of it.
 */
export function canonicalUri(id: string): string {
  const found = CTID.exec(id);
  if (!found) return id;
  if (found[0].length === id.length && found[0].toLowerCase().startsWith('ce-'))
    return `${RESOURCES}${id.toLowerCase()}`;
  const lower = id.slice(0, found.index) + found[0].toLowerCase() + id.slice(found.index + found[0].length);
  return lower.replace(/\/graphs?\/(ce-[0-9a-f-]{36})$/u, '/resources/$1');
}

/** The identity of what has no address: the same words have the same one, wherever they stand. */
export function urnOf(kind: string, value: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
  return `urn:tessera:ctdl:${kind}:${digest.slice(0, 32)}`;
}

/** A web address as people mean it: without scheme, `www.`, a slash at the end, and case of its host. */
export function pageKey(address: string): string {
  const bare = address
    .trim()
    .replace(/^https?:\/\/(?:www\.)?/iu, '')
    .replace(/\/+$/u, '');
  const [host = '', ...path] = bare.split('/');
  return [host.toLowerCase(), ...path].join('/');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
