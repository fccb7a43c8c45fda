import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Hosts that may be asked although they are not public: a company's own. */
export interface Reach {
  /** Whether a host name, or the address it stands for, is allowed by name. */
  allowsHost(host: string): boolean;
  /** Whether an IP address is of a network that is allowed by number. */
  lists(address: string): boolean;
  /** Whether an IP address may be connected to. */
  allowsAddress(address: string): boolean;
}

/**
 * What may be reached: public unicast addresses, and those a setting names, as host names or networks such as 10.1.0.0/16.
 * Loopback, private, link-local (with the metadata service of clouds), carrier, multicast and reserved addresses are not,
 * nor IPv6 forms that lead to an IPv4 address. Source: OWASP, SSRF Prevention; IANA Special-Purpose Address Registries.
 */
export function createReach(allowed: readonly string[]): Reach {
  const hosts = new Set<string>();
  const networks = new BlockList();
  for (const entry of allowed) {
    const [address = '', prefix] = entry.split('/');
    const family = isIP(address);
    if (family === 0) hosts.add(entry.toLowerCase());
    else if (prefix === undefined) networks.addAddress(address, family === 6 ? 'ipv6' : 'ipv4');
    else networks.addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
  }
  const lists = (address: string) =>
    isIP(address) !== 0 && networks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  return {
    lists,
    allowsHost: (host) => hosts.has(host.toLowerCase().replace(/\.$/u, '')),
    allowsAddress: (address) => isPublic(address) || lists(address),
  };
}

/** Of IPv6 IANA has handed out 2000::/3 for public use, and nothing else: `::7f00:1` is 127.0.0.1 as it was once written. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (!(parsed instanceof ipaddr.IPv6) || parsed.match(PUBLIC_IPV6));
}
