/**
 * A text in several languages, keyed by BCP 47 tag. A language that is absent was not stated by the source.
 *
 * @example { en: 'clean data', fr: 'nettoyer des données' }
 */
export type LocalizedText = Readonly<Record<string, string>>;

/** What is stated in the asked language, or in the language without its region; a language is a key of its own, never an inherited one. */
export function inLanguage<T>(stated: Readonly<Record<string, T>>, language: string): T | undefined {
  const [base = ''] = language.split('-');
  const tag = [language, base].find((each) => Object.hasOwn(stated, each));
  return tag === undefined ? undefined : stated[tag];
}

/** The text in the asked language, else in English, else in whichever there is; empty when there is none. */
export function textIn(texts: LocalizedText, language: string): string {
  return inLanguage(texts, language) ?? inLanguage(texts, 'en') ?? Object.values(texts)[0] ?? '';
}
