import type { Span } from '../ranker/ranker.ts';
import { credentialsIn } from './credential-words.ts';
import { cuesIn } from './cues.ts';
import type { Language } from './extraction.ts';
import type { SectionKind } from './headings.ts';
import { levelsIn } from './levels.ts';
import { yearsIn } from './years.ts';

/** What leads to a skill and names none. */
const LEADS: Readonly<Record<Language, RegExp>> = {
  en: /(?<![\p{L}])(?:(?:you |candidates? |we )?(?:have|has|having|possess|are|be|bring|need|seek|looking for)|(?:the |a |an )?(?:proven |demonstrated |strong )?(?:ability|capacity|willingness|desire) to|(?:a |an )?(?:good |solid |strong |working |basic |deep |prior |previous |relevant |professional |practical |hands-on |proven |related |extensive )*(?:experience|knowledge|understanding|familiarity|proficiency|background|expertise|skills?|track record)(?: (?:in|with|of|on|using|as|for|at|working(?: (?:in|with|as))?))+(?: (?:an?|the))?|comfortable (?:with|working|using)|able to|capable of|skilled (?:in|at|with)|interest(?:ed)? in|of experience|experience)(?![\p{L}])/giu,
  fr: /(?<![\p{L}])(?:(?:vous |le candidat |la personne )?(?:maîtrisez|possédez|détenez|détenir|posséder|avoir|avez|êtes|être|connaissez|savez|savoir|disposez d['’]|faites preuve d['’]|faire preuve de)|(?:une? |la |de |d['’])?(?:très |excellente?s? |bonnes? |solides? |parfaite? |première )*(?:maîtrise|connaissances?|expériences?|compétences?|capacités?|aptitudes?|habiletés?|notions?|intérêt|facilité)(?: (?:pertinente?s?|professionnelle?s?|significative?s?|similaire|approfondie?s?|préalable|techniques?|de base|confirmée?|réussie|de travail))*(?:\s+(?:en matière d[e’']|dans l[ea']s?|dans|avec les?|avec|en|pour|à|du|des|de la(?!\p{L})|de l['’]|de(?!\p{L})|d['’])|(?=\s*[:,]))(?:\s*(?:la|le|les|l['’]|un|une))?|à l['’]aise (?:avec|dans|en)(?: (?:les?|la))?|capable de|titulaire d['’](?:un|une)|d['’]expérience(?: (?:en|dans|avec|comme|à titre de))?)(?:(?<=['’]\s*)|(?![\p{L}]))/giu,
};
/** A skill ends here. */
const SEPARATORS =
  /[,;:()[\]•·|]|à l['’](?:oral|écrit)|(?:oralement|par écrit)|\s[-–—]\s|\s\/\s|(?<![\p{L}])(?:et\/ou|and\/or|et|ou|and|or|&|ainsi que|as well as|such as|comme|tel(?:le)?s? que|e\.g\.|p\. ex\.|par exemple|etc\.?)(?![\p{L}])|[.!?]+(?=\s|$)/giu;
/** Words that neither begin nor end a skill. */
const BARE =
  /^(?:the|an?|of|in|with|to|for|on|at|as|by|from|is|are|our|your|you|we|this|that|other|any|all|etc|both|either|within|les?|la|l['’]|des?|du|d['’]|en|une?|avec|pour|dans|sur|au|aux|à|vos|votre|nos|notre|vous|nous|est|sont|ce|cette|ces|son|sa|ses|tout|tous|toute|toutes|par|un bon|bon|bonne|très|excellent|excellente|solide|que|qui|ayant)$/iu;
/** Words that name no skill when they stand alone. */
const EMPTY =
  /^(?:experience|knowledge|skills?|abilit(?:y|ies)|degree|years?|role|position|field|team|work|job|candidate|person|requirements?|environment|similar|related|relevant|equivalent|plus|asset|expérience|connaissances?|compétences?|poste|domaine|équipe|travail|personne|emploi|candidate?|ans|année|atout|similaire|connexe|équivalente?|pertinente?s?|environnement|milieu|diplôme|expérience pertinente|domaine connexe|un domaine connexe|related field|similar role|formation|profil|minimum|niveau|base)$/iu;
const WORDS_AT_MOST = 9;
const WORDS_OF_DUTY_AT_MOST = 13;
/** Where French says that something is to be known, whatever the section. */
const ASKS_IN_FRENCH =
  /maîtris|connaiss|expérience|compéten|capacit|aptitud|habilet|savoir|bilingu|requis|atout|exig|souhait|notions|indispensable|à l['’]aise/iu;

/**
 * Phrases by rule, where none are learned: what stands between the words that lead to a skill, join skills or say how much they are
 * needed. For French, and for items of English that are nothing but a skill.
 *
 * @returns ascending, never overlapping; offsets into the sentence
 */
export function spotByRule(sentence: string, section: SectionKind, language: Language): Span[] {
  if (language === 'fr' && section === 'UNSTATED' && !ASKS_IN_FRENCH.test(sentence)) return [];
  const isDuty = section === 'RESPONSIBILITIES';
  const taken: Span[] = [
    ...[...credentialsIn(sentence), ...yearsIn(sentence), ...cuesIn(sentence)],
    ...levelsIn(sentence).filter(({ of }) => of !== 'NEXT'),
    ...matchesOf(sentence, LEADS[language]),
    ...(isDuty ? matchesOf(sentence, /[;:()]|\.(?=\s|$)/gu) : matchesOf(sentence, SEPARATORS)),
  ].sort((one, other) => one.start - other.start);
  const phrases: Span[] = [];
  let from = 0;
  for (const { start, end } of [...taken, { start: sentence.length, end: sentence.length }]) {
    if (start > from) {
      const phrase = trimmed(sentence, from, start, isDuty ? WORDS_OF_DUTY_AT_MOST : WORDS_AT_MOST);
      if (phrase) phrases.push(phrase);
    }
    from = Math.max(from, end);
  }
  // French that names no heading speaks of much else: only what follows a word that asks.
  const asks = language === 'fr' && section === 'UNSTATED' ? sentence.search(ASKS_IN_FRENCH) : 0;
  return phrases.filter(({ end }) => end > asks);
}

function matchesOf(sentence: string, pattern: RegExp): Span[] {
  return [...sentence.matchAll(pattern)].map(({ 0: words, index }) => ({ start: index, end: index + words.length }));
}

function trimmed(sentence: string, from: number, to: number, wordsAtMost: number): Span | null {
  const words = [...sentence.slice(from, to).matchAll(/(?:[ldnsqjmt]|qu)['’]|[^\s'’]\S*/giu)].map(
    ({ 0: word, index }) => ({
      word: word.replace(/^["“«*_]+|["”»*_.!?]+$/gu, ''),
      start: from + index,
      end: from + index + word.replace(/["”»*_.!?]+$/gu, '').length,
    }),
  );
  while (words.length > 0 && (BARE.test(words[0]?.word ?? '') || words[0]?.word === '')) words.shift();
  while (words.length > 0 && (BARE.test(words.at(-1)?.word ?? '') || words.at(-1)?.word === '')) words.pop();
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last || words.length > wordsAtMost) return null;
  const phrase = sentence.slice(first.start, last.end);
  return /\p{L}.*[\p{L}\d+#]|^[CR]$/u.test(phrase) && !EMPTY.test(phrase)
    ? { start: first.start, end: last.end }
    : null;
}
