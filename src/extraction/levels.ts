import type { Span } from '../ranker/ranker.ts';

/** Words of a level in a sentence; offsets into it. */
export interface SaidLevel extends Span {
  readonly words: string;
  /** Whom it is said of: the phrase right behind it, all phrases behind it, or the one before it. */
  readonly of: 'NEXT' | 'ALL_BEHIND' | 'BEFORE';
}

const ADJECTIVES =
  'expert|advanced|intermediate|basic|beginner|elementary|foundational|fundamental|proficient|fluent|native|working|strong|solid|deep|in-depth|excellent|exceptional|outstanding|superior|extensive|thorough|good|great|sound|general|demonstrated|proven|conversational|professional|hands-on|some|avancée?s?|intermédiaires?|débutante?s?|bonnes?|très bonnes?|excellente?s?|solides?|approfondie?s?|parfaite?s?|élémentaires?|courante?s?|fonctionnelle?s?|bilingue|confirmée?s?|fortes?|grandes?';
const NOUNS =
  'knowledge|understanding|command|grasp|proficiency|expertise|familiarity|experience|skills?|fluency|mastery|background|awareness|exposure|level|ability|connaissances?|maîtrise|notions?|expérience|expertise|compréhension|niveau|capacités?|aptitudes?';
/** "strong knowledge of", "notions de", "expert in": what follows is what is known. */
const OPENING = new RegExp(
  String.raw`(?<![\p{L}-])(?<words>(?:(?:${ADJECTIVES})(?:\s*(?:,|and|et|to|à)?\s+(?:${ADJECTIVES}))*\s+)(?:${NOUNS})|(?:${NOUNS})\s+(?:${ADJECTIVES})|(?:parfaite\s+)?maîtrise|notions?(?:\s+de\s+base)?|proficien(?:cy|t)|expertise?|fluen(?:cy|t)|familiar(?:ity)?|mastery|bilingual|bilingue|courant)\s+(?:(?:in|of|with|on|using|de|du|des|en|avec|la|le|et)(?![\p{L}])|[dl]['’])`,
  'giu',
);
/** "advanced Excel", "strong communication skills": of the phrase right behind it. */
const BEFORE_NAME = new RegExp(String.raw`(?<![\p{L}-])(?<words>${ADJECTIVES})(?=\s+[\p{L}.(])`, 'giu');
/** "Excel (advanced)", "English: B2", "au niveau avancé", "French at an advanced level". */
const BEHIND_NAME = new RegExp(
  String.raw`(?:[(:–-]\s*|\bat (?:an? |the )?|,\s+(?=[\p{L}\s]{1,14}\blevel)|\bniveau\s+|\blevel\s+)(?<words>(?:${ADJECTIVES}|[abc][12][+]?|mother tongue|langue maternelle|avancé|débutant)(?:\s+(?:level|niveau))?|(?:niveau|level)\s+(?:${ADJECTIVES}|[abc][12][+]?|\d))(?![\p{L}\d-])`,
  'giu',
);
/** "anglais intermédiaire": French says the level behind. */
const BEHIND_IN_FRENCH =
  /(?<=\p{L}\s)(?<words>intermédiaires?|avancée?s?|courante?s?|débutante?s?|bilingue|de base)(?![\p{L}])/giu;
/** Said of anybody, so that they are no level. */
const EMPTY =
  /^(?:some|great|good|proven|demonstrated|general|professional|hands-on|working|experience|expertise|skills?|ability)$/iu;

/** Words of levels in a sentence, in their order, never overlapping. */
export function levelsIn(sentence: string): SaidLevel[] {
  const said: SaidLevel[] = [];
  const add = (pattern: RegExp, of: SaidLevel['of']) => {
    for (const match of sentence.matchAll(pattern)) {
      const words = match.groups?.words ?? '';
      const start = match.index + match[0].indexOf(words);
      const end = start + words.length;
      if (EMPTY.test(words) || said.some((other) => other.start < end && start < other.end)) continue;
      said.push({ words: words.replace(/\s+/gu, ' '), start, end, of });
    }
  };
  add(BEHIND_NAME, 'BEFORE');
  add(OPENING, 'ALL_BEHIND');
  add(BEHIND_IN_FRENCH, 'BEFORE');
  add(BEFORE_NAME, 'NEXT');
  return said.sort((one, other) => one.start - other.start);
}

/** How many characters at the beginning of a phrase are words of a level ("excellent communication skills"). */
export function levelLead(phrase: string): number {
  return (
    new RegExp(String.raw`^(?:(?:${ADJECTIVES}|very|highly|très)\s+(?:and\s+|et\s+)?)+`, 'iu').exec(phrase)?.[0]
      .length ?? 0
  );
}
