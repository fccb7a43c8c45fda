import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemFrench } from '@orama/stemmers/french';

// Stemming one word takes microseconds, reading a framework asks for the same few thousand words again and again.
const MOST_KEPT = 20_000;
const kept = new Map<string, string>();

/**
 * The stem of a folded word, by the Snowball rules of its language; words of other languages are stemmed as English,
 * which hardly touches them.
 */
export function stemWord(folded: string, language: 'en' | 'fr'): string {
  const key = `${language}${folded}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const stem = language === 'fr' ? stemFrench(folded) : stemEnglish(folded);
  kept.set(key, stem);
  return stem;
}

/** Which stemmer serves a BCP 47 tag. */
export function stemLanguage(tag: string): 'en' | 'fr' {
  return /^fr\b/iu.test(tag) ? 'fr' : 'en';
}
