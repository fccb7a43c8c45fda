import { z } from 'zod';
import type { StatedEndorsement } from '../../badges/badge.ts';
import { credentialIn, decodeJws } from '../jws.ts';
import { given } from './given.ts';
import { label, moment, one, optional } from './pieces.ts';
import { Issuer } from './schema.ts';

/** Open Badges 3.0 `EndorsementCredential` and 2.0 `Endorsement`, the parts we read. */
const Comment = one(z.looseObject({ endorsementComment: optional(label) }));
const Endorsement = z.looseObject({
  issuer: Issuer,
  validFrom: optional(moment),
  issuanceDate: optional(moment),
  issuedOn: optional(moment),
  credentialSubject: optional(Comment),
  claim: optional(Comment),
});

/** Most endorsements that are kept of one badge. */
const AT_MOST = 50;

type Part = { readonly endorsement?: unknown; readonly endorsementJwt?: unknown };

/**
 * The endorsements of a part of a badge's document. One that cannot be read, or is only an address, is left out: it says
 * nothing that is known, and the badge stands without it.
 */
export function endorsementsIn(
  parts: readonly { readonly endorsed: StatedEndorsement['endorsed']; readonly part: Part; readonly pointer: string }[],
): StatedEndorsement[] {
  return parts
    .flatMap(({ endorsed, part, pointer }) =>
      (['endorsement', 'endorsementJwt'] as const).flatMap((name) =>
        listed(part[name]).map(([stated, place]) => endorsementFrom(stated, endorsed, `${pointer}/${name}${place}`)),
      ),
    )
    .filter((each) => each !== null)
    .slice(0, AT_MOST);
}

/** What stands in a list, or alone, each with its step of the pointer. */
function listed(value: unknown): [stated: unknown, place: string][] {
  if (!Array.isArray(value)) return value === undefined ? [] : [[value, '']];
  return value.map((each, index) => [each, `/${index}`]);
}

function endorsementFrom(
  stated: unknown,
  endorsed: StatedEndorsement['endorsed'],
  pointer: string,
): StatedEndorsement | null {
  const decoded = typeof stated === 'string' ? decodeJws(stated) : null;
  const { data } = Endorsement.safeParse(decoded ? credentialIn(decoded) : stated);
  if (!data) return null;
  return {
    ...{ pointer, endorsed, endorserUri: data.issuer.id },
    ...given('endorserName', data.issuer.name),
    ...given('comment', (data.credentialSubject ?? data.claim)?.endorsementComment),
    ...given('issuedAt', data.validFrom ?? data.issuanceDate ?? data.issuedOn),
  };
}
