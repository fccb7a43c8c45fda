import type { Span } from '../ranker/ranker.ts';

/** How phrases of a sentence hang together: indexes of phrases in groups, in their order. */
export type Grouping =
  | { readonly kind: 'ONE'; readonly phrase: number }
  | { readonly kind: 'ANY' | 'AT_LEAST'; readonly atLeast: number | null; readonly phrases: readonly number[] };

type Joint = 'OR' | 'AND' | 'COMMA' | 'EXAMPLES' | 'NONE';

/** Words between two phrases that neither join nor part them. */
const FILLING =
  /(?<![\p{L}])(?:an?|the|in|with|of|on|using|either|strong|good|solid|basic|advanced|experience|knowledge|proficiency|skills?|languages?|degree|certification|une?|les?|la|des?|du|d['’]|l['’]|en|avec|soit|diplôme|expérience|connaissances?|programming|some|valid)(?![\p{L}])/giu;
const EXAMPLES =
  /^[,(\s]*(?:such as|e\.g\.?,?|for example|like|par exemple|p\. ?ex\.?|notamment|comme|tel(?:le)?s? que|ex\.)\s*[:,(]?\s*$/iu;
const OR_SIMILAR =
  /^[\s,]*(?:\(?\s*)(?:or|ou)\s+(?:an?\s+|any\s+|une?\s+|d['’]?\s*)?(?:other\s+|another\s+|autres?\s+)?(?:similar|equivalent|comparable|others?|related|alike|équivalente?s?|similaires?|semblables?|autres?)(?![\p{L}])/iu;

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5 },
};
const COUNT = Object.keys(NUMBERS).join('|');
const AT_LEAST = new RegExp(
  String.raw`(?<![\p{L}])(?:(?:(?:at least|a minimum of|minimum of|minimum|any|au moins|un minimum de)\s+(?<first>\d|${COUNT})(?:\s*\(\d\))?|(?<second>\d|${COUNT})\s*(?:\(\d\)\s*)?(?:or more|ou plus)?)\s+(?:of(?! experience)|des(?! ans)|de(?! plus))(?![\p{L}])(?:\s+(?:the\s+)?(?:following|these|suivant\p{L}*))?|(?<any>one or more of|any of|either of|l['’]une? des|un ou plusieurs|une ou plusieurs))`,
  'giu',
);

/** "at least two of", "one of the following", "l'un des": n, and where it is said; null where a sentence says none. */
export function countSaid(sentence: string): { readonly atLeast: number; readonly end: number } | null {
  const match = AT_LEAST.exec(sentence);
  AT_LEAST.lastIndex = 0;
  if (!match) return null;
  const { first, second, any } = match.groups ?? {};
  const words = (first ?? second ?? '').toLowerCase();
  return { atLeast: any !== undefined ? 1 : (NUMBERS[words] ?? Number(words)), end: match.index + match[0].length };
}

/**
 * Which phrases of a sentence are alternatives. "A, B or C" is any of three, "A and (B or C)" is A and any of two, "at least two of
 * A, B, C" two of three, "A, B or similar" any of two. What is joined by "and", or not at all, stays apart.
 *
 * @param phrases  ascending, not overlapping; offsets into the sentence
 */
export function groupPhrases(sentence: string, phrases: readonly Span[]): Grouping[] {
  const said = countSaid(sentence);
  const behind = said ? phrases.flatMap(({ start }, at) => (start >= said.end ? [at] : [])) : [];
  const counted = said && behind.length > said.atLeast ? new Set(behind) : null;
  const groups: Grouping[] = [];
  let run: number[] = [];
  let joints: Joint[] = [];
  const flush = () => {
    groups.push(...groupRun(run, joints, isOpen(sentence, phrases[run.at(-1) ?? -1])));
    [run, joints] = [[], []];
  };
  for (const [at, phrase] of phrases.entries()) {
    if (counted?.has(at)) continue;
    const last = phrases[at - 1];
    const joint = last && run.length > 0 ? jointOf(sentence.slice(last.end, phrase.start)) : 'NONE';
    if (joint === 'NONE') flush();
    else joints.push(joint);
    run.push(at);
  }
  flush();
  if (counted && said) {
    groups.push(
      said.atLeast === 1
        ? { kind: 'ANY', atLeast: null, phrases: behind }
        : { kind: 'AT_LEAST', atLeast: said.atLeast, phrases: behind },
    );
  }
  return groups;
}

function isOpen(sentence: string, last: Span | undefined): boolean {
  return last !== undefined && OR_SIMILAR.test(sentence.slice(last.end));
}

/** What stands between two phrases. */
function jointOf(gap: string): Joint {
  if (EXAMPLES.test(gap)) return 'EXAMPLES';
  const words = gap
    .replace(FILLING, ' ')
    .replace(/[()"“”«»*'’]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
  if (/^,?\s*(?:or|ou|and\/or|et\/ou|\/)\s*,?$/u.test(words)) return 'OR';
  if (/^,?\s*(?:and|et|&|\+|as well as|ainsi que|plus)\s*,?$/u.test(words)) return 'AND';
  return words === ',' || words === '·' || words === '|' || words === '•' ? 'COMMA' : 'NONE';
}

function groupRun(run: readonly number[], joints: readonly Joint[], isOpen: boolean): Grouping[] {
  const parts: { phrases: number[]; isAny: boolean; isExample: boolean }[] = [];
  for (const [at, phrase] of run.entries()) {
    const joint = at === 0 ? 'AND' : joints[at - 1];
    const last = parts.at(-1);
    if (!last || joint === 'AND') parts.push({ phrases: [phrase], isAny: false, isExample: false });
    // What comes before "such as" is asked for beside its examples.
    else if (joint === 'EXAMPLES') parts.push({ phrases: [phrase], isAny: false, isExample: true });
    else {
      last.phrases.push(phrase);
      if (joint === 'OR') last.isAny = true;
    }
  }
  const end = parts.at(-1);
  if (end && isOpen) end.isAny = true;
  return parts.flatMap(({ phrases, isAny, isExample }, index): Grouping[] =>
    (isAny || (isExample && parts[index + 1] === undefined)) && phrases.length > 1
      ? [{ kind: 'ANY', atLeast: null, phrases }]
      : phrases.map((phrase) => ({ kind: 'ONE', phrase })),
  );
}
