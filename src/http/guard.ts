import { lookup as lookupHost } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { createReach, type Reach } from './reach.ts';

export interface GuardSettings {
  /** Host names and networks that may be asked although they are not public. */
  readonly allowHosts?: readonly string[];
  /** Longest wait for a connection, in milliseconds. */
  readonly connectTimeoutMs?: number;
  /** Connections to one host at most. */
  readonly connections?: number;
  /** Stands in for the resolver of host names, for tests. */
  readonly lookup?: LookupFunction;
}

/** What lets public addresses through, and those that are set up here. */
export interface Guard {
  /** Looks at the address a name stands for whenever it connects. */
  readonly agent: Agent;
  /** Why an address may not be asked by what is written in it; null when it may. */
  faultOf(address: string): string | null;
  /** Whether an address is of a host that is set up here. */
  isListed(address: string): boolean;
}

/**
 * Makes the guard of a client. The address a host name stands for is looked at when the connection is made, so that a name
 * cannot change its meaning in between.
 */
export function createGuard(settings: GuardSettings = {}): Guard {
  const { allowHosts = [], connectTimeoutMs = 5_000, connections = 8, lookup = lookupHost } = settings;
  const reach = createReach(allowHosts);
  return {
    agent: new Agent({
      connect: { timeout: connectTimeoutMs, lookup: guardedLookup(reach, lookup as LookupFunction) },
      maxHeaderSize: 32 * 1024,
      connections,
    }),
    faultOf: (address) => addressFault(address, reach),
    isListed: (address) => URL.canParse(address) && isListed(new URL(address).hostname, reach),
  };
}

/** Why an address may not be asked of the hosts allowed, by what is written in it; null when it may. */
export function faultOfAddress(address: string, allowHosts: readonly string[]): string | null {
  return addressFault(address, createReach(allowHosts));
}

/** Whether an address is of a host that is set up here. */
export function isHostListed(address: string, allowHosts: readonly string[]): boolean {
  return URL.canParse(address) && isListed(new URL(address).hostname, createReach(allowHosts));
}

function addressFault(address: string, reach: Reach): string | null {
  if (!URL.canParse(address)) return 'it is no address';
  const { protocol, username, password, hostname, port } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'only http and https are asked';
  if (username !== '' || password !== '') return 'it holds a user name or password';
  const host = bare(hostname);
  if (isIP(host) !== 0 && !reach.allowsHost(host) && !reach.allowsAddress(host)) return 'it is no public address';
  return port === '' || isListed(hostname, reach) ? null : `port ${port} is asked of hosts alone that are set up here`;
}

function isListed(hostname: string, reach: Reach): boolean {
  const host = bare(hostname);
  return reach.allowsHost(host) || reach.lists(host);
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** Looks a name up and refuses it when any of its addresses may not be reached. */
function guardedLookup(reach: Reach, lookup: LookupFunction): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      const addresses = Array.isArray(found) ? found : [];
      const refused = addresses.find(({ address }) => !reach.allowsHost(host) && !reach.allowsAddress(address));
      if (error) return callback(error, '', 0);
      if (refused || addresses.length === 0) return callback(new Refused(host), '', 0);
      if (options.all) return (callback as (error: null, addresses: unknown) => void)(null, addresses);
      return callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
    });
  };
}

class Refused extends Error {
  constructor(host: string) {
    super(`${host} stands for no public address`);
    this.name = 'Refused';
  }
}

/** Why the guard refused to connect, where that is what an error comes from; else null. */
export function refusalIn(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Refused) return cause.message;
  }
  return null;
}
