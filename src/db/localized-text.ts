/**
 * A text in several languages, keyed by BCP 47 tag. A language that is absent was not stated by the source.
 *
 * @example { en: 'clean data', fr: 'nettoyer des données' }
 */
export type LocalizedText = Readonly<Record<string, string>>;

/** The text in the asked language, else in English, else in whichever there is; empty when there is none. */
export function textIn(texts: LocalizedText, language: string): string {
  return texts[language] ?? texts[language.split('-')[0] ?? ''] ?? texts.en ?? Object.values(texts)[0] ?? '';
}
