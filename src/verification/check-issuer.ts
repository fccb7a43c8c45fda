import { type Finding, failed, pass, unknown } from './check.ts';
import { type Document, idOf, quoted, sameOrigin } from './document.ts';
import type { FoundKey } from './find-key.ts';

/**
 * Whether the one a credential names as its issuer is the one whose key signed it. Source: Verifiable Credentials 2.0, 7.1
 * (issuer); Data Integrity 1.0, 4.6 (controller of the verification method).
 */
export function checkIssuer(document: Document, method: string, found: FoundKey): Finding {
  const issuer = idOf(document.issuer);
  if (issuer === null) return failed('The badge names no issuer by an id, so nobody stands behind it.');
  if (found.standing === 'CONTRADICTED') return failed(found.reason);
  const controller = found.controller ?? (found.standing === 'CONFIRMED' && sameOrigin(method, issuer) ? issuer : null);
  if (controller !== null && controller !== issuer) {
    return failed(
      `The badge names ${quoted(issuer)} as its issuer, but the key that signed it is of ${quoted(controller)}; ` +
        'ask the issuer for a badge whose issuer.id is the controller of its key.',
    );
  }
  if (controller !== null && found.standing === 'CONFIRMED') return pass(`${found.reason} It is of the issuer.`);
  return unknown(`${found.reason} So it is not certain that ${quoted(issuer)} signed this.`);
}
