import { kindOf } from './kind.ts';
import { missingParts, withPart } from './missing-parts.ts';

/** Names by which an assertion may call its class or issuer. Source: Open Badges 2.0 `id`; Badgr API v2. */
const NAMES = ['id', 'openBadgeId', 'entityId'] as const;
const PARTS = ['BadgeClass', 'Issuer', 'Profile'];

/** Classes and issuers that came beside the assertions that name them: nothing needs to be fetched for those. */
export class PartsInHand {
  readonly #parts = new Map<string, object>();

  /** Takes a document that is a class or an issuer; false for any other. */
  take(document: unknown): boolean {
    if (kindOf(document) !== 'UNKNOWN' || typeof document !== 'object' || document === null) return false;
    const stated: Readonly<Record<string, unknown>> = { ...document };
    if (![stated.type, stated.entityType].flat().some((type) => PARTS.includes(String(type)))) return false;
    for (const name of NAMES) {
      const value = stated[name];
      if (typeof value === 'string') this.#parts.set(value, document);
    }
    return true;
  }

  /** The document with what is in hand put where it belongs. */
  embedIn(document: unknown): unknown {
    const kind = kindOf(document);
    if (kind === 'BADGR') return this.#embedInBadgr(document as Readonly<Record<string, unknown>>);
    if (kind !== 'OPEN_BADGES_2') return document;
    let whole = document;
    // Twice at most: a class, and the issuer it names.
    for (const _ of ['BadgeClass', 'Issuer']) {
      const [missing] = missingParts(whole);
      const part = missing && this.#parts.get(missing.url);
      if (part) whole = withPart(whole, missing.pointer, part);
    }
    return whole;
  }

  #embedInBadgr(stated: Readonly<Record<string, unknown>>): unknown {
    const badgeclass = this.#find(stated.badgeclass, stated.badgeclassOpenBadgeId);
    const definition = badgeclass ?? stated.badgeclass;
    const of: Readonly<Record<string, unknown>> = typeof definition === 'object' ? { ...definition } : {};
    const issuer = this.#find(stated.issuer, stated.issuerOpenBadgeId, of.issuer, of.issuerOpenBadgeId);
    return { ...stated, ...(badgeclass && { badgeclass }), ...(issuer && { issuer }) };
  }

  #find(...names: readonly unknown[]): object | undefined {
    return names.map((name) => this.#parts.get(String(name))).find((part) => part !== undefined);
  }
}

/** Whether a part is only an address, so that the document may gain by waiting for the rest of the delivery. */
export function awaitsParts(document: unknown): boolean {
  return missingParts(document).length > 0 || (kindOf(document) === 'BADGR' && isUnexpanded(document));
}

function isUnexpanded(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'badgeclass' in document
    ? typeof document.badgeclass === 'string'
    : false;
}
