import type { Issue, Place } from '../format.ts';
import type { BadgeRecord } from '../record.ts';
import { invalid } from './fault.ts';
import { badgeFrom2, badgeFrom3 } from './map.ts';
import { OpenBadge2, OpenBadge3 } from './schema.ts';

/** An Open Badges 3.0 credential as JSON, of Verifiable Credentials 1.1 or 2.0. Nothing is verified here. */
export function readOpenBadge3(document: unknown, place: Place): BadgeRecord | Issue {
  const parsed = OpenBadge3.safeParse(document);
  return parsed.success ? badgeFrom3(parsed.data, document, place) : invalid(parsed.error, document, place);
}

/** An Open Badges 2.0 assertion with its class embedded; BADGE_PART_MISSING where the class is only an address. */
export function readOpenBadge2(document: unknown, place: Place): BadgeRecord | Issue {
  const parsed = OpenBadge2.safeParse(document);
  return parsed.success ? badgeFrom2(parsed.data, document, place) : invalid(parsed.error, document, place);
}
