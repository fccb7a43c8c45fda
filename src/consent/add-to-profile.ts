import type { Badge } from '../badges/index.ts';

/** Verdicts a badge with which is no good to show: a profile must not say what its issuer took back. */
const NOT_SHOWN: readonly string[] = ['INVALID', 'REVOKED'];

/**
 * The address that opens LinkedIn's form for a licence or certification, filled in from a badge; null for a badge that was
 * refused by checks, revoked, or not achieved. The badge's own id goes along as `certId`, and as `certUrl` where it is an
 * address. Source: LinkedIn, "Add to Profile" (parameters `startTask`, `name`, `organizationName`, `issueYear`, `issueMonth`,
 * `expirationYear`, `expirationMonth`, `certUrl`, `certId`).
 */
export function addToProfileUrl(badge: Badge): string | null {
  if (NOT_SHOWN.includes(badge.verification) || !badge.isAchieved) return null;
  const { name, issuerName, issuedAt, expiresAt, uri } = badge;
  const isAddress = uri !== null && /^https?:\/\//u.test(uri);
  const stated = {
    ...{ startTask: 'CERTIFICATION_NAME', name },
    ...(issuerName !== null && { organizationName: issuerName }),
    ...(issuedAt && { issueYear: `${issuedAt.getUTCFullYear()}`, issueMonth: `${issuedAt.getUTCMonth() + 1}` }),
    ...(expiresAt && {
      ...{ expirationYear: `${expiresAt.getUTCFullYear()}`, expirationMonth: `${expiresAt.getUTCMonth() + 1}` },
    }),
    ...(isAddress && { certUrl: uri }),
    ...(uri !== null && { certId: uri }),
  };
  // A space as %20: forms' + is read as a plus by some of the apps that open such addresses.
  return `https://www.linkedin.com/profile/add?${new URLSearchParams(stated).toString().replaceAll('+', '%20')}`;
}
