import { addressIn } from '../open-badges/pieces.ts';
import { locate } from '../open-badges/pointer.ts';
import { kindOf } from './kind.ts';

/** A part of a badge that only its address stands for, and where in the document it belongs. */
export interface MissingPart {
  readonly part: 'BadgeClass' | 'Issuer';
  readonly url: string;
  /** JSON Pointer (RFC 6901) of what it replaces. */
  readonly pointer: string;
}

/**
 * The parts that must be fetched before a hosted badge says all it can, outermost first: a class that is fetched may name its
 * issuer by address in turn, so ask again once it is in. Addresses other than http and https cannot be fetched and are not
 * told. Source: Open Badges 2.0, `Assertion.badge` and `BadgeClass.issuer`.
 */
export function missingParts(document: unknown): MissingPart[] {
  const kind = kindOf(document);
  if (kind === 'BADGR') return classOfBadgr(document);
  if (kind !== 'OPEN_BADGES_2') return [];
  const badge = partAt(document, 'BadgeClass', ['badge']);
  const missing = badge.length > 0 ? badge : partAt(document, 'Issuer', ['badge', 'issuer']);
  return missing.filter(({ url }) => /^https?:\/\//iu.test(url));
}

/** The document with a fetched part in the place of its address; the document handed in stays as it is. */
export function withPart(document: unknown, pointer: string, part: unknown): unknown {
  const steps = pointer.split('/').slice(1);
  const put = (value: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return part;
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) return value.map((each, index) => (String(index) === name ? put(each, rest) : each));
    const held: Readonly<Record<string, unknown>> = { ...(value as object) };
    return { ...held, [name]: put(held[name], rest) };
  };
  return put(document, steps);
}

function partAt(document: unknown, part: MissingPart['part'], path: readonly string[]): MissingPart[] {
  const { pointer, value } = locate(document, path);
  const url = addressIn(value);
  return url === null ? [] : [{ part, url, pointer }];
}

/** Badgr's API names the class by an id of its own, and gives its address beside. */
function classOfBadgr(document: unknown): MissingPart[] {
  const { badgeclass, badgeclassOpenBadgeId: url } = document as Readonly<Record<string, unknown>>;
  const isMissing = typeof badgeclass === 'string' && typeof url === 'string' && /^https?:\/\//iu.test(url);
  return isMissing ? [{ part: 'BadgeClass', url, pointer: '/badgeclass' }] : [];
}
