import { basename } from 'node:path';
import { faultOfAddress, isHostListed } from '../http/index.ts';

const UPLOAD = /^upload:(?<id>.+)$/u;
/** A scheme and what it leads to: `file:` is refused as an address, rather than read as a path. Source: RFC 3986, 3.1. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|file:)/iu;

/** Where an input is: a file or folder of this machine, a file left at `POST /uploads`, or an address. */
export type Place = { readonly kind: 'path' | 'address' } | { readonly kind: 'upload'; readonly id: string };

export function placeOf(location: string): Place {
  const id = UPLOAD.exec(location)?.groups?.id;
  if (id !== undefined) return { kind: 'upload', id };
  return { kind: ADDRESS.test(location) ? 'address' : 'path' };
}

/** Names of query parameters that hold secrets. */
const SECRETS = /^(?:.*[_-])?(?:api_?-?key|key|token|secret|password|passwd|pwd|auth|authorization|signature|sig)$/iu;

/** Why an address may be no source by what is written in it; null when it may. */
export function faultOfSourceAddress(location: string, allowHosts: readonly string[]): string | null {
  const fault = faultOfAddress(location, allowHosts);
  if (fault !== null) return fault;
  const { protocol, searchParams } = new URL(location);
  if (protocol === 'http:' && !isHostListed(location, allowHosts)) {
    return 'it must begin with https://: on the way, http can be read and changed';
  }
  const secret = [...searchParams.keys()].find((name) => SECRETS.test(name));
  return secret === undefined
    ? null
    : `its query holds a secret (${secret}), which ends up in logs; state it as credentials`;
}

/** What lists call a source that was given no name: the last part of its path, or its host. */
export function nameOf(location: string): string {
  if (placeOf(location).kind !== 'address') return location.split('/').filter(Boolean).at(-1) ?? location;
  if (!URL.canParse(location)) return location;
  const { pathname, hostname } = new URL(location);
  return basename(pathname) || hostname;
}

/** A location as it may be shown: an address registered before secrets were refused loses them. */
export function withoutSecrets(location: string): string {
  if (placeOf(location).kind !== 'address' || !URL.canParse(location)) return location;
  const url = new URL(location);
  const secrets = [...url.searchParams.keys()].filter((name) => SECRETS.test(name));
  if (secrets.length === 0 && url.username === '' && url.password === '') return location;
  for (const name of secrets) url.searchParams.set(name, 'hidden');
  Object.assign(url, { username: '', password: '' });
  return url.href;
}
