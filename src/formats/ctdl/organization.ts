import type { OrganizationKind, OrganizationRole } from '../../providers/organization.ts';
import type { Place } from '../format.ts';
import { given } from '../open-badges/given.ts';
import type { OrganizationRecord } from '../record.ts';
import { Node } from './node.ts';
import type { OtherOrganization } from './organization-book.ts';
import { WITHIN } from './raw.ts';

/** Source: CTDL `agentType`; the last two are the hub's own words, for kinds that CTDL has no concept for. */
const KINDS: readonly (readonly [concept: RegExp, kind: OrganizationKind])[] = [
  [/indigenous/iu, 'INDIGENOUS_INSTITUTE'],
  [/licensing/iu, 'LICENSING_BODY'],
  [/portal/iu, 'PORTAL'],
  [/fouryear|four-year|university/iu, 'UNIVERSITY'],
  [/careerandtechnical|career college|^technical/iu, 'CAREER_COLLEGE'],
  [/twoyear|two-year|college/iu, 'COLLEGE'],
  [/professionalassociation|professional body|certificationbody/iu, 'PROFESSIONAL_BODY'],
  [/^business$|employer/iu, 'EMPLOYER'],
];

/** Source: CTDL QACredentialOrganization, CredentialOrganization. */
export function rolesByClass(types: readonly string[]): OrganizationRole[] {
  if (types.includes('QACredentialOrganization')) return ['QUALITY_BODY'];
  return types.includes('CredentialOrganization') ? ['PROVIDER'] : [];
}

/** What an organisation's record is made of, beside its URI and raw record. */
export function organizationFrom(
  uri: string,
  node: Node,
  raw: unknown,
  roles: ReadonlySet<OrganizationRole>,
  place: Place,
): OrganizationRecord {
  const stated = node.text('name', 'alternateName');
  const url = node.plain('subjectWebpage');
  const kind = node
    .conceptLists('agentType')
    .flatMap((names) => names.toReversed())
    .flatMap((name) => KINDS.find(([concept]) => concept.test(name))?.[1] ?? [])[0];
  const region = node.nodes('address').flatMap((address) => address.plain('addressRegion') ?? [])[0];
  const own = rolesByClass(node.types);
  return {
    type: 'organization',
    kind: 'organization',
    key: uri,
    raw,
    place,
    uri,
    // A name of no language: one that a source states in a language is shown before it.
    name: Object.keys(stated).length > 0 ? stated : { und: uri },
    organizationKind: kind ?? 'OTHER',
    roles: [...new Set([...own, ...roles])].sort(),
    ...given('url', url),
    ...given('region', region),
  };
}

/** One that others embed or refer to. */
export function otherOrganizationFrom({ uri, json, roles }: OtherOrganization, file: string): OrganizationRecord {
  const node = new Node(json ?? {});
  const sorted = [...roles].sort();
  return organizationFrom(
    uri,
    node,
    { [WITHIN]: json ?? uri, roles: sorted },
    roles.size > 0 ? roles : new Set(['PROVIDER']),
    { file },
  );
}

/** Who is named where nobody is. */
export const UNSTATED_PROVIDER = 'urn:tessera:ctdl:organization:unstated';

export function unstatedProvider(file: string): OrganizationRecord {
  return {
    type: 'organization',
    kind: 'organization',
    key: UNSTATED_PROVIDER,
    raw: { [WITHIN]: UNSTATED_PROVIDER },
    place: { file },
    uri: UNSTATED_PROVIDER,
    name: { en: 'Provider not stated', fr: 'Fournisseur non précisé' },
    organizationKind: 'OTHER',
    roles: ['PROVIDER'],
  };
}
