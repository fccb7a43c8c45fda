import type { Language } from './extraction.ts';

const words = (list: string) => new Set(list.split(' '));

/** Words that every text of the language holds, and no text of the other. */
const COMMON: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(
    'the and of to in with for you your we our will is are be as or an this that have has at by from on must all who what can not experience skills ability knowledge required work years degree plus strong',
  ),
  fr: words(
    'le la les des du de et en un une pour avec vous votre vos nous notre nos est sont être dans sur au aux par ou qui que ce cette ces à expérience connaissance connaissances maîtrise compétences requis atout capacité ans sens diplôme',
  ),
};
/** Of the words of a text of a language, at least so many are common ones. */
const SHARE_AT_LEAST = 0.08;
const WORDS_AT_LEAST = 12;

/** The language of a line that says so, or null: of a text too short or in another language. */
export function languageOf(text: string): Language | null {
  const all = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (language: Language) => all.reduce((sum, word) => sum + (COMMON[language].has(word) ? 1 : 0), 0);
  const [en, fr] = [count('en'), count('fr')];
  if (Math.max(en, fr) === 0 || en === fr) return null;
  return Math.max(en, fr) / all.length >= SHARE_AT_LEAST ? (en > fr ? 'en' : 'fr') : null;
}

/** Whether a text is long enough to say its language, and says none that is read. */
export function isOfAnotherLanguage(text: string): boolean {
  const all = text.match(/\p{L}+/gu) ?? [];
  const foreign = (text.match(/[^\p{Script=Latin}\P{L}]/gu) ?? []).length;
  if (foreign > text.length / 4 && foreign >= WORDS_AT_LEAST) return true;
  // A list of names alone ("Python, SQL, Docker") is read; running text without one common word is not.
  return (
    all.length >= WORDS_AT_LEAST && languageOf(text) === null && all.length > 6 * (text.match(/[,;\n]/gu) ?? []).length
  );
}
