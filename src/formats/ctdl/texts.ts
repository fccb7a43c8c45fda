import type { LocalizedText } from '../../db/localized-text.ts';
import { isObject } from '../badge-packaging/object.ts';

const TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/u;
const NAMES: Readonly<Record<string, string>> = {
  ...{ english: 'en', anglais: 'en', french: 'fr', français: 'fr', francais: 'fr', spanish: 'es', español: 'es' },
};

/** A language tag as BCP 47 writes it, `en-us` and `English` included; null where it is none. Source: RFC 5646, 2.1.1. */
export function languageTag(stated: string): string | null {
  const text = stated.trim().replaceAll('_', '-');
  const named = Object.hasOwn(NAMES, text.toLowerCase()) ? NAMES[text.toLowerCase()] : undefined;
  if (named) return named;
  if (!TAG.test(text)) return null;
  const [language = '', ...rest] = text.split('-');
  const subtags = rest.map((part) => (part.length === 2 ? part.toUpperCase() : part.toLowerCase()));
  return [language.toLowerCase(), ...subtags].join('-');
}

/** Whether an object is a language map: every key a language tag, every value a text or texts. */
export function isLanguageMap(value: unknown): value is Record<string, string | string[]> {
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([tag, text]) => TAG.test(tag) && isText(text));
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
}

/** Texts in the order they stand, each with its language tag: of language maps, `@value` objects, plain texts, and lists of these. */
export function statedTexts(value: unknown, language: string): (readonly [tag: string, text: string])[] {
  if (Array.isArray(value)) return value.flatMap((each) => statedTexts(each, language));
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value).trim();
    return text === '' ? [] : [[language, text]];
  }
  if (!isObject(value)) return [];
  if ('@value' in value) {
    const tag = typeof value['@language'] === 'string' ? languageTag(value['@language']) : null;
    return statedTexts(value['@value'], tag ?? language);
  }
  if (!isLanguageMap(value)) return [];
  return Object.entries(value).flatMap(([tag, text]) => statedTexts(text, languageTag(tag) ?? language));
}

/**
 * One text a language. A text stands under its language without region, where people look for it; a second region's keeps its
 * own tag.
 *
 * @example `{ 'en-US': 'Color', 'en-CA': 'Colour', 'fr-CA': 'Couleur' }` becomes `{ en: 'Color', 'en-CA': 'Colour', fr: 'Couleur' }`
 */
export function localizedFrom(value: unknown, language: string): LocalizedText {
  const texts: Record<string, string> = {};
  for (const [tag, text] of statedTexts(value, language)) {
    const [base = tag] = tag.split('-');
    if (!Object.hasOwn(texts, base)) texts[base] = text;
    else if (!Object.hasOwn(texts, tag) && tag !== base) texts[tag] = text;
  }
  return texts;
}
