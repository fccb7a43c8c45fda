import type { Span } from '../ranker/ranker.ts';
import type { Years } from './extraction.ts';

/** Years said in a sentence; offsets into it. */
export interface SaidYears extends Span {
  readonly years: Years;
}

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12 },
  ...{
    un: 1,
    une: 1,
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    sept: 7,
    huit: 8,
    neuf: 9,
    dix: 10,
    fifteen: 15,
    quinze: 15,
  },
};
const NUMBER = String.raw`\d{1,2}(?:[.,]5)?|${Object.keys(NUMBERS)
  .filter((word) => word !== 'a')
  .join('|')}`;
const BEFORE = String.raw`(?<before>at least|a minimum of|minimum(?: of)?|min\.?|more than|over|up to|maximum(?: of)?|au moins|un minimum de|minimum (?:de|d['’])|plus de|jusqu['’]à|au plus)?\s*(?:an?\s+)?`;
const YEARS = new RegExp(
  String.raw`(?<![\p{L}\d$€.,])${BEFORE}(?<least>${NUMBER})(?:\s*\(\s*\d{1,2}\s*\))?\s*(?<open>\+|plus(?=\s+years?)|or more|and more|ou plus|et plus)?(?:\s*(?:-|–|—|to|or|à|a|ou)\s*(?<most>${NUMBER})(?:\s*\(\s*\d{1,2}\s*\))?\s*\+?)?\s*(?:full[ -])?(?<unit>years?|yrs?\.?|ans|années?|months?|mois)(?![\p{L}])(?<behind>\s*(?:\+|or more|and more|minimum|ou plus|et plus))?`,
  'giu',
);
/** What is counted in years and is no experience: contracts, ages, studies, the age of a firm. */
const NO_EXPERIENCE =
  /^\s*(?:['’]?s?\s*)?(?:-?\s*(?:contract|term|warranty|old\b|of age|plan\b|degree|diploma|program|college|university|fixed|ago|contrat|d['’]études|renewable|mandat|history)|(?:in|of) business)/iu;
const OF_THE_FIRM = /\b(?:for|since|depuis|over the (?:last|past)|founded|in business|we have|nous avons)\s*$/iu;

/** Years of experience that a sentence says, in their order ("3+ years", "two to four years", "5 ans", "6 months"). */
export function yearsIn(sentence: string): SaidYears[] {
  const said: SaidYears[] = [];
  for (const match of sentence.matchAll(YEARS)) {
    const { before = '', least = '', most, open, unit = '', behind } = match.groups ?? {};
    const [start, end] = [match.index, match.index + match[0].trimEnd().length];
    if (NO_EXPERIENCE.test(sentence.slice(end)) || OF_THE_FIRM.test(sentence.slice(0, start))) continue;
    const part = /^(?:month|mois)/iu.test(unit) ? 12 : 1;
    const low = numberOf(least) / part;
    const high = most === undefined ? null : numberOf(most) / part;
    const isMost = /up to|maximum|jusqu|au plus/iu.test(before);
    if (!(low >= 0 && low <= 40)) continue;
    said.push({
      ...{ start: start + (match[0].length - match[0].trimStart().length), end },
      years: isMost
        ? { least: null, most: low }
        : { least: low, most: open === undefined && behind === undefined && high !== null && high > low ? high : null },
    });
  }
  return said;
}

function numberOf(words: string): number {
  return NUMBERS[words.toLowerCase()] ?? Number(words.replace(',', '.'));
}
