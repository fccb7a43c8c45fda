import type { Importance } from '../jobs/requirement.ts';
import type { Span } from '../ranker/ranker.ts';

/** Words of a sentence that say how much something is needed; NOT_NEEDED: that it is not. Offsets into the sentence. */
export interface Cue extends Span {
  readonly importance: Importance | 'NOT_NEEDED';
  /** What it is said of: what stands before it, what stands behind it, or just the last item before it ("Go is a plus"). */
  readonly of: 'BEFORE' | 'BEHIND' | 'LAST_BEFORE' | 'CLAUSE';
}

type Rule = readonly [Cue['importance'], Cue['of'], RegExp];

const rule = (importance: Cue['importance'], of: Cue['of'], words: string): Rule => [
  importance,
  of,
  new RegExp(String.raw`(?<![\p{L}\d])(?:${words})(?![\p{L}\d])`, 'giu'),
];

/** The surer first: words that an earlier rule took are not read again. */
const RULES: readonly Rule[] = [
  rule(
    'NOT_NEEDED',
    'CLAUSE',
    String.raw`not (?:strictly |absolutely |a )?(?:required|requirement|necessary|needed|essential|mandatory|must|expected)|isn['’]?t (?:required|necessary|needed|essential)|(?:do not|don['’]?t|no) need(?: for| to have| any)?|no (?:prior |previous |specific |formal |particular )?(?:\p{L}+ ){0,3}(?:is |are )?(?:required|needed|necessary|requirements?)|no (?:prior |previous )?(?:experience|degree|diploma)|aucune?s? (?:\p{L}+ ){0,3}(?:n['’]est |n['’]es )?(?:requise?s?|nécessaires?|exigée?s?|obligatoires?|préalable)|aucune? (?:expérience|diplôme|formation)|(?:non|pas) (?:requise?s?|nécessaires?|obligatoires?|exigée?s?|indispensables?|essentiel(?:le)?s?)|n['’](?:est|sont) pas (?:requise?s?|nécessaires?|obligatoires?|exigée?s?|indispensables?)|sans expérience`,
  ),
  rule(
    'PREFERRED',
    'LAST_BEFORE',
    String.raw`(?:is|would be|will be|being) (?:considered )?(?:an? )?(?:\p{L}+ )?(?:plus|asset|bonus|advantage|nice[ -]to[ -]have|preferred|desirable|desired|beneficial|advantageous|helpful|useful|welcome|a nice addition)|(?:est|serait|constitue|représente) (?:considérée? comme )?(?:un )?(?:\p{L}+ )?(?:atout|plus|avantage|souhaitée?|souhaitable|appréciée?|préférée?|désirée?)(?: \p{L}+)?`,
  ),
  rule(
    'REQUIRED',
    'LAST_BEFORE',
    'is (?:an? )?(?:absolutely )?(?:must(?:[ -]have)?|required|essential|mandatory|necessary|needed|critical|a requirement)|est (?:requise?|exigée?|obligatoire|essentiel(?:le)?|indispensable|nécessaire|impérative?)',
  ),
  rule(
    'PREFERRED',
    'BEHIND',
    `nice[ -]to[ -]haves?(?= *:)|bonus(?: points?)?(?: (?:for|if))?(?= *:| for| if)|(?:preferred|desirable|desired|bonus|pluses|optional|preferably|ideally|advantageous|a plus|assets?)(?= *:)|preferably|ideally|it(?:['’]s| is| would be) (?:a plus|an asset|nice|great|an advantage|helpful) (?:if|to)|we(?:['’]d| would) (?:love|like|also like|prefer)|idéalement|de préférence|un plus si|atouts?(?= *:)|souhaités?(?= *:)`,
  ),
  rule(
    'PREFERRED',
    'BEFORE',
    '(?:are|would be|will be|considered)? ?(?:an? )?(?:(?:strong|big|huge|definite|great|real|distinct|added) )?(?:plus|pluses|assets?|bonus(?:es)?|advantage|advantages|nice[ -]to[ -]haves?)|(?:strongly |highly |is |are )?(?:preferred|desirable|desired|beneficial|advantageous)|(?:sont|seraient|constituent)? ?(?:des? |un )?(?:(?:sérieux|grand|réel|important) )?(?:atouts?|avantages?)|souhaitée?s?|souhaitables?|appréciée?s?|préférée?s?|un plus|facultati(?:f|ve)s?|optional',
  ),
  rule(
    'REQUIRED',
    'BEHIND',
    `(?:you |candidates? |applicants? )?must(?: also)?(?: have| be| possess| hold| know| demonstrate)?|required(?= *:)|requires?|mandatory(?= *:)|(?:you(?:['’]ll)? |you will )need(?: to)?(?: have| be)?|il faut|vous devez|doit|doivent|obligatoire(?= *:)|exigée?s?(?= *:)|nécessite|exige`,
  ),
  rule(
    'REQUIRED',
    'BEFORE',
    '(?:are |is )?(?:absolutely )?(?:required|essential|mandatory|necessary|needed)|(?:are )?(?:a )?must(?:[ -]haves?)?|(?:sont |est )?(?:requise?s?|exigée?s?|obligatoires?|essentiel(?:le)?s?|indispensables?|nécessaires?|impérati(?:f|ve)s?)',
  ),
];

/** Cues of a sentence, in their order, never overlapping. */
export function cuesIn(sentence: string): Cue[] {
  const cues: Cue[] = [];
  for (const [importance, of, pattern] of RULES) {
    for (const { 0: words, index } of sentence.matchAll(pattern)) {
      const [start, end] = [index, index + words.length];
      if (words.trim() === '' || cues.some((other) => other.start < end && start < other.end)) continue;
      cues.push({ importance, of, start, end });
    }
  }
  return cues.sort((one, other) => one.start - other.start);
}

const CLAUSE_END =
  /;|\s[–—]\s|,?\s+(?:but|however|whereas|while|although|though|mais|cependant|toutefois|alors que)(?![\p{L}])/giu;

/** The clauses of a sentence: stretches that a cue never speaks past. */
export function clausesOf(sentence: string): Span[] {
  const clauses: Span[] = [];
  let from = 0;
  for (const { 0: mark, index } of sentence.matchAll(CLAUSE_END)) {
    if (insideBrackets(sentence, index)) continue;
    clauses.push({ start: from, end: index });
    from = index + mark.length;
  }
  return [...clauses, { start: from, end: sentence.length }];
}

function insideBrackets(sentence: string, at: number): boolean {
  const before = sentence.slice(0, at);
  return before.lastIndexOf('(') > before.lastIndexOf(')') && sentence.indexOf(')', at) !== -1;
}

/**
 * How much each phrase of a sentence is needed; null where it is not, so that it is no requirement.
 *
 * @param phrases  ascending; offsets into the sentence
 * @param usual    what the section says
 */
export function importancesOf(sentence: string, phrases: readonly Span[], usual: Importance): (Importance | null)[] {
  const cues = cuesIn(sentence).filter(
    (cue) => !phrases.some(({ start, end }) => start <= cue.start && cue.end <= end),
  );
  if (cues.length === 0) return phrases.map(() => usual);
  const clauses = clausesOf(sentence);
  const found: (Importance | 'NOT_NEEDED' | null)[] = phrases.map(() => null);
  for (const [index, clause] of clauses.entries()) {
    const own = cues.filter(({ start }) => start >= clause.start && start < clause.end);
    const within = phrases.flatMap(({ start }, at) => (start >= clause.start && start < clause.end ? [at] : []));
    if (within.length > 0) judgeClause(sentence, clause, own, phrases, within, found);
    else if (own.length > 0) judgeBefore(own, phrases, clauses[index - 1] ?? clause, found);
  }
  return found.map((each) => (each === 'NOT_NEEDED' ? null : (each ?? usual)));
}

function judgeClause(
  sentence: string,
  clause: Span,
  cues: readonly Cue[],
  phrases: readonly Span[],
  within: readonly number[],
  found: (Cue['importance'] | null)[],
): void {
  const hasPreferred = cues.some(({ importance }) => importance === 'PREFERRED');
  for (const [index, cue] of cues.entries()) {
    const importance = cue.importance === 'NOT_NEEDED' && hasPreferred ? 'PREFERRED' : cue.importance;
    const from = cues[index - 1]?.end ?? clause.start;
    const to = cues[index + 1]?.start ?? clause.end;
    const isAlone = cues.length === 1;
    for (const at of within) {
      const { start } = phrases[at] as Span;
      const isBefore = start >= (isAlone ? clause.start : from) && start < cue.start;
      const isBehind = start >= cue.end && (isAlone || start < to);
      const speaks =
        cue.of === 'CLAUSE'
          ? isBefore || isBehind
          : cue.of === 'BEHIND'
            ? isBehind
            : isBefore && (cue.of === 'BEFORE' || start >= lastItemAt(sentence, from, cue.start));
      if (speaks) found[at] = importance;
    }
  }
}

/** A clause that names nothing speaks of the one before it: "SQL is not required, but a plus". */
function judgeBefore(
  cues: readonly Cue[],
  phrases: readonly Span[],
  before: Span,
  found: (Cue['importance'] | null)[],
) {
  const said = cues.find(({ importance }) => importance === 'PREFERRED') ?? cues[0];
  for (const [at, { start }] of phrases.entries()) {
    if (start < before.start || start >= before.end) continue;
    // Welcome but not required, in either order, is welcome.
    if (said?.importance === 'NOT_NEEDED' && found[at] === 'PREFERRED') continue;
    if (said) found[at] = said.importance;
  }
}

/** Where the last item of a list begins: behind the last comma that no "or" follows, or behind its "and". */
function lastItemAt(sentence: string, from: number, to: number): number {
  const stretch = sentence.slice(from, to);
  const comma = [...stretch.matchAll(/,(?!\s*(?:or|ou)\s)(?![^(]*\))/giu)].at(-1);
  if (!comma) return from;
  // "Docker, Kubernetes or Nomad is a plus" is one list.
  return /\s(?:or|ou)\s/iu.test(stretch.slice(comma.index)) ? from : from + comma.index;
}
