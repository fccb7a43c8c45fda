import type { LocalizedText } from '../../db/localized-text.ts';
import type { JobRecord } from '../record.ts';

const ADDRESS = /^(https?:\/\/[^\s/]|urn:|ce-[0-9a-f-]{36}$)/iu;
const REGION = /^([A-Z]{2})-([A-Z0-9]{1,3})$/u;

/** The language a posting is written out in: English where its title is stated in it, else the first its title is stated in. */
export function languageOf({ title }: JobRecord): string {
  return Object.hasOwn(title, 'en') ? 'en' : (Object.keys(title)[0] ?? 'en');
}

/** A text alone where it is in the posting's language, else a map by language. Undefined where nothing is stated. */
export function textOut(text: LocalizedText, language: string): string | LocalizedText | undefined {
  const [tag, another] = Object.keys(text);
  if (tag === undefined) return undefined;
  return another === undefined && tag === language ? text[tag] : text;
}

/** Words as a thing: an address is its identity, and its name for want of another. */
export function thingOut(words: string): { '@id'?: string; name: string } {
  return { ...(ADDRESS.test(words) && { '@id': words }), name: words };
}

/** Country and subdivision of `CA-ON` (ISO 3166-2); null where a region is in words. */
export function codesOf(region: string): { country: string; subdivision: string } | null {
  const [, country, subdivision] = REGION.exec(region) ?? [];
  return country !== undefined && subdivision !== undefined ? { country, subdivision } : null;
}

/** A category of occupations as a posting names it. */
export interface CategoryOut {
  readonly words: string;
  readonly form: 'ADDRESS' | 'CODE' | 'NAME';
  readonly isNoc: boolean;
}

/** The occupation first; its code of the National Occupational Classification beside it, where that is another. */
export function categoriesOf({ occupation, noc2021 }: JobRecord): CategoryOut[] {
  const isNoc = noc2021 !== undefined && occupation !== undefined && /^\d{1,5}$/u.test(occupation);
  const isSame = isNoc && occupation.padStart(5, '0') === noc2021;
  return [
    ...(occupation === undefined ? [] : [{ words: occupation, form: formOf(occupation), isNoc: isSame }]),
    ...(noc2021 === undefined || isSame ? [] : [{ words: noc2021, form: 'CODE' as const, isNoc: true }]),
  ];
}

function formOf(words: string): CategoryOut['form'] {
  if (ADDRESS.test(words)) return 'ADDRESS';
  return /^[\d.-]*\d[\d.-]*$/u.test(words) ? 'CODE' : 'NAME';
}
