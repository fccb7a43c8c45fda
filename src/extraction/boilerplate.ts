import type { SectionKind } from './headings.ts';

/** Sections that say what is offered or who asks: they ask for nothing. */
const SILENT: ReadonlySet<SectionKind> = new Set(['BENEFITS', 'ABOUT', 'APPLY']);

/** Sentences that every advertisement holds and that ask for nothing, English and French. */
const EVERYWHERE =
  /equal[ -](?:employment )?opportunit|employment equity|(?:without regard|regardless) (?:to|of)|reasonable accommodation|accommodations? (?:is|are|will be|can be) (?:made |provided )?(?:available|upon|on|for)|(?:diverse|inclusive) (?:and \w+ )?workplace|sexual orientation|gender identity|protected (?:class|veteran|by law)|background check (?:will|is|may)|only (?:those|selected|candidates|qualified)[^.]*(?:contacted|selected)|(?:apply|applications?) (?:now|online|today|by|at|through|via|must be|will be)|send (?:us )?(?:your|a) (?:cv|resume|résumé|cover)|(?:we|our company) (?:also )?offers?|you(?: wi|['’])?ll (?:get|receive|enjoy)|(?:dental|vacation|pension|401\s?\(?k\)?|rrsp|health insurance|paid time off|stock options)|(?:salary|wage|compensation)(?: range)?\s*[:is$€]|[$€£]\s?\d|\d\s?[$€£](?!\p{L})|\bper hour\b|nous (?:vous )?offrons|égalité (?:des chances|en matière)|équité en (?:matière d['’])?emploi|sans distinction|seules? les (?:personnes|candidatures?)|postulez|(?:faites|faire) parvenir|envoye[rz] votre|reer|assurances? (?:collective|maladie|dentaire)|de l['’]heure|par heure/iu;

/** Sentences in which an employer speaks of itself, where no heading says what they are. */
const OF_ITSELF =
  /^(?:we are (?!looking|seeking|searching|hiring|in search)|we['’]re (?!looking|seeking|hiring)|our (?:company|firm|mission|vision|values|clients|customers|products?|platform|story|culture)|founded|established|since \d{4}|for (?:over|more than) \d+ years|with (?:over|more than) [\d,]+|join (?:us|our)|about us|nous sommes (?!à la recherche)|notre (?:entreprise|mission|culture)|fondée? en|depuis \d|rejoignez)/iu;

/** Whether a sentence asks for nothing whatever words it holds. */
export function asksForNothing(sentence: string, section: SectionKind): boolean {
  if (SILENT.has(section) || EVERYWHERE.test(sentence)) return true;
  return section === 'UNSTATED' && OF_ITSELF.test(sentence);
}
