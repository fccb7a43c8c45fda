import { textIn } from '../../db/localized-text.ts';
import { isObject } from '../badge-packaging/object.ts';
import { keyFault } from '../key-fault.ts';
import type { ObjectReader } from '../object-reader.ts';
import type { JobRecord } from '../record.ts';

const ADDRESS = /^https?:\/\/[^\s/]+/iu;
const IDENTITY = /^(https?:\/\/[^\s/]|urn:|did:|ce-[0-9a-f-]{36}$)/iu;

/**
 * The employer a posting names: known by its identity, else its address, else its domain (HR Open `dns:…`), else its name, so that
 * postings of one employer that state no address are one employer's.
 *
 * @param names  members that may hold it, first one first
 * @returns null, with a fault noted, where it names none
 */
export function employerFrom(posting: ObjectReader, ...names: readonly string[]): JobRecord['employer'] | null {
  for (const name of names) {
    const [item] = posting.items(name);
    if (!item) continue;
    const stated = typeof item.value === 'string' ? nameOrAddress(item.value) : item.value;
    if (!isObject(stated)) continue;
    const organization = posting.within(stated, item.pointer);
    const called = organization.localized('legalName', 'name', 'tradeName', 'organizationName');
    const address = addressOf(organization);
    const uri = identityOf(organization) ?? address ?? urnOf(textIn(called, 'en'));
    const fault = uri === null ? null : keyFault(uri);
    if (fault !== null) return posting.refuse(item.pointer, 'FIELD_INVALID', fault);
    if (uri !== null) {
      const name = Object.keys(called).length > 0 ? called : { [posting.language]: uri };
      return { uri, name, ...(address !== undefined && { url: address }) };
    }
  }
  return posting.refuse(
    `/${names[0] ?? ''}`,
    'FIELD_MISSING',
    'the posting names no employer; state its name or address',
  );
}

function nameOrAddress(text: string): Record<string, string> {
  return ADDRESS.test(text.trim()) ? { url: text.trim() } : { name: text };
}

function identityOf(organization: ObjectReader): string | undefined {
  const stated = ['@id', 'id', 'identifiers', 'identifier', 'organizationId', 'organizationIds'].flatMap((name) =>
    organization.items(name).map(({ value }) => (isObject(value) ? (value.value ?? value['@id']) : value)),
  );
  return stated.find((each): each is string => typeof each === 'string' && IDENTITY.test(each.trim()))?.trim();
}

function addressOf(organization: ObjectReader): string | undefined {
  const stated = ['url', 'sameAs', 'website', 'domainName'].flatMap((name) =>
    organization.items(name).flatMap(({ value }) => (typeof value === 'string' ? [value.trim()] : [])),
  );
  const address = stated.find((each) => ADDRESS.test(each));
  const domain = stated.map((each) => /^dns:(\S+)$/iu.exec(each)?.[1]).find((each) => each !== undefined);
  return address ?? (domain === undefined ? undefined : `https://${domain.toLowerCase()}`);
}

function urnOf(name: string): string | null {
  const slug = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '');
  return slug === '' ? null : `urn:tessera:employer:${slug}`;
}
