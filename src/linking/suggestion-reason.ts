import type { Suggestion } from './suggest-skills.ts';

/** What a sentence about one suggestion is made of. */
export interface SuggestionFacts extends Pick<Suggestion, 'how' | 'confidence'> {
  readonly label: string;
  readonly words: readonly string[];
}

type Wording = (facts: SuggestionFacts) => string;

/** Why a skill was suggested and how sure that is, in one sentence. French for any `fr` tag, else English. */
export function suggestionReason(facts: SuggestionFacts, language: string): string {
  return (language.startsWith('fr') ? FRENCH : ENGLISH)(facts);
}

const WORDS_NAMED = 5;

const ENGLISH: Wording = ({ how, confidence, label, words }) => {
  const named = quoted(words, '“', '”');
  const sure = `about ${percent(confidence)} of 100 suggestions like this are right`;
  switch (how) {
    case 'URI':
      return `The text names “${label}” by its address; ${sure}.`;
    case 'CODE':
      return `The text names “${label}” by its code; ${sure}.`;
    case 'LABEL':
      return `The text holds the label of “${label}”; ${sure}.`;
    case 'ALIAS':
      return `The text holds another name of “${label}”${named && `: ${named}`}; ${sure}.`;
    case 'LEXICAL':
      return `${named ? `The words ${named} are` : 'The words of the text are'} like those of “${label}”; ${sure}.`;
    case 'SEMANTIC':
      return `The text means much what “${label}” does, in other words; ${sure}.`;
  }
};

const FRENCH: Wording = ({ how, confidence, label, words }) => {
  const named = quoted(words, '« ', ' »');
  const sure = `environ ${percent(confidence)} suggestions de ce genre sur 100 sont justes`;
  switch (how) {
    case 'URI':
      return `Le texte nomme « ${label} » par son adresse ; ${sure}.`;
    case 'CODE':
      return `Le texte nomme « ${label} » par son code ; ${sure}.`;
    case 'LABEL':
      return `Le texte contient l’intitulé de « ${label} » ; ${sure}.`;
    case 'ALIAS':
      return `Le texte contient un autre nom de « ${label} »${named && ` : ${named}`} ; ${sure}.`;
    case 'LEXICAL':
      return `${named ? `Les mots ${named}` : 'Les mots du texte'} ressemblent à ceux de « ${label} » ; ${sure}.`;
    case 'SEMANTIC':
      return `Le texte dit à peu près ce que dit « ${label} », en d’autres mots ; ${sure}.`;
  }
};

function quoted(words: readonly string[], open: string, close: string): string {
  const distinct = [...new Set(words)].slice(0, WORDS_NAMED);
  return distinct.map((word) => `${open}${word}${close}`).join(', ');
}

function percent(confidence: number): number {
  return Math.round(confidence * 100);
}
