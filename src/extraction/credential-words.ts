import type { Span } from '../ranker/ranker.ts';

const APOSTROPHE = `['’]`;
/** A field of study: words to the end of the clause, with what joins them. */
const FIELD = String.raw`(?:\s+(?:in|of|en|de|d['’])\s*(?!(?:or|ou|and|et)\b)[\p{L}&'’-]+(?:\s+(?!(?:or|ou|with|avec|and|et|from|required|preferred|is|are|plus|at|ideally|in|un|est|requis|exigé|obtenu|obtenue|équivalente?)(?![\p{L}]))[\p{L}&'’-]+){0,4})?`;
/** What a list of fields ends with: all of it is one field. */
const OR_RELATED = String.raw`(?:(?:,\s*(?:in\s+)?[\p{L}&'’ -]{3,30}){0,4},?\s+or\s+(?:an?other\s+|an?\s+)?(?:closely\s+)?(?:related|similar|equivalent|relevant)\s+(?:field|discipline|area|subject|program)s?|(?:,?\s*(?:ou\s+)?en\s+[\p{L}'’-]+){0,3}(?:,?\s+ou\s+(?:dans\s+|en\s+)?(?:un\s+|une\s+|tout\s+)?(?:autre\s+)?(?:domaine|discipline)\s+(?:connexe|équivalente?|pertinente?|similaire|reliée?))?)?`;
const DEGREE = String.raw`(?:(?:post[ -]?graduate|post[ -]?secondary|under[ -]?graduate|graduate|bachelor${APOSTROPHE}?s?|master${APOSTROPHE}?s?|associate${APOSTROPHE}?s?|doctoral|university|college|high[ -]school|secondary(?:[ -]school)?|technical|vocational|trade school|advanced|honou?rs)\s+)+(?:degree|diploma|certificate|education)`;

const named = (words: string, flags = 'giu') =>
  new RegExp(String.raw`(?<![\p{L}\d])(?:${words})(?![\p{L}\d]|\.\p{L})`, flags);

/** Words that name credentials, English and French; the longer first. Offsets and lengths come from the match. */
const PATTERNS: readonly RegExp[] = [
  // Degrees and diplomas.
  named(
    String.raw`${DEGREE}${FIELD}${OR_RELATED}|(?:bachelor|master|doctor)(?:${APOSTROPHE}?s)?\s+of\s+[\p{Lu}][\p{L}]+(?:\s+(?:in\s+)?[\p{Lu}][\p{L}]+){0,3}|(?:bachelor|master)${APOSTROPHE}s?${FIELD}${OR_RELATED}|(?:degree|diploma)\s+in\s+[\p{L}&'’-]+(?:\s+(?!(?:or|with|and|from|required|preferred|is|plus)(?![\p{L}]))[\p{L}&'’-]+){0,4}${OR_RELATED}|high school diploma|GED|OSSD|doctorate${FIELD}`,
  ),
  named(
    String.raw`(?:B\.?Sc?\.?N?|B\.?A\.?|M\.?Sc?\.?|M\.?A\.?|B\.?Eng\.?|M\.?Eng\.?|B\.?Ed\.?|MBA|Ph\.?\s?D\.?|BBA|BCom|LL\.?B\.?|J\.?D\.?)(?:\s*/\s*(?:B\.?A\.?|M\.?Sc?\.?|M\.?A\.?|MBA|Ph\.?D\.?))*(?:\s+degree)?(?=[\s,;.)/]|$)${FIELD}${OR_RELATED}`,
    'gu',
  ),
  named(
    String.raw`(?:dipl[ôo]mes?|baccalauréat|bac\s?\+\s?\d|doctorat)(?:\s+(?:d['’]études\s+\p{L}+|universitaires?|collégiale?s?|professionnel(?:le)?s?|secondaires?|de\s+niveau\s+\p{L}+))*(?:\s*\((?:DEP|DEC|DES|AEC|ASP|DESS|BTS|DUT)\))?${FIELD}${OR_RELATED}|(?:licence|master|maîtrise universitaire|attestation|certificat|brevet)\s+(?:universitaires?|collégiale?s?|professionnel(?:le)?s?|d['’]études\s+\p{L}+|de\s+(?:qualification|compétence)\p{L}*|en\s+[\p{L}'’-]+)(?:\s+en\s+[\p{L}'’-]+)?${OR_RELATED}`,
  ),
  named(
    String.raw`(?:(?<=\bun\s)|(?=\S+\s+en\s))(?:DEP|DEC|DES|AEC|ASP|DESS|BTS|DUT)(?:\s+en\s+[\p{L}'’-]+(?:\s+(?!(?:ou|avec|et|est|un)(?![\p{L}]))[\p{L}'’-]+){0,4})?`,
    'gu',
  ),
  // Licences and trades.
  named(
    String.raw`(?:valid\s+)?(?:class\s+["“]?\p{L}{1,2}\d?["”]?\s+)?(?:driver${APOSTROPHE}?s?${APOSTROPHE}?|driving|drivers)\s+licen[cs]e(?:\s*\(?class\s+["“]?\p{L}{1,2}\d?["”]?\)?)?|class\s+["“]?(?:\p{L}{1,2}|\d)["”]?\s+(?:driver\S*\s+)?licen[cs]e|permis\s+(?:de\s+conduire|b)(?:\s+(?:valide|de\s+)?\s*classe\s+\p{L}{0,2}\d?)?`,
  ),
  named(
    String.raw`red seal(?:\s+(?:endorsement|certification|certificate|trade))?|sceau rouge|(?:certificates? of qualification|c of q)(?:\s*\([^()]{1,24}\))?|journey(?:person|man|woman)(?:${APOSTROPHE}?s)?(?:\s+(?:certificate|certification|status|ticket|licen[cs]e))?|certificat de (?:qualification|compagnon)`,
  ),
  named(
    String.raw`(?:standard\s+|emergency\s+)?first[ -]aid(?:\s*(?:and|&|/|\+)\s*CPR)?(?:\s*(?:level\s+)?["“]?[a-c]["”]?(?![\p{L}]))?(?:\s+(?:certificat(?:e|ion)|training|card))?|CPR(?:\s+(?:certificat(?:e|ion)|level\s+\p{L}))?|smart serve(?:\s+certificat(?:e|ion))?|WHMIS(?:\s+\d{4}|\s+(?:certificat(?:e|ion)|training))?|SIMDUT|food handlers?(?:${APOSTROPHE}?s)?\s+(?:certificat(?:e|ion)|card|permit)|servsafe|working at heights(?:\s+(?:certificat(?:e|ion)|training|card))?|(?:forklift|security guard|guard|pesticide|real estate|nursing|teaching|trade)\s+(?:licen[cs]e|certificat(?:e|ion)|ticket|permit)|carte\s+ASP(?:\s+construction)?|secourisme|carte\s+de\s+compétence`,
  ),
  named(
    String.raw`registered\s+(?:practical\s+)?(?:nurse|massage therapist|early childhood educator|dietitian|social worker)|licensed\s+(?:practical\s+nurse|electrician|plumber|mechanic|technician|engineer)|professional engineer`,
  ),
  named(String.raw`[Cc]ertifications?\s+(?:\p{Lu}[\p{L}\d+-]*)(?:\s+\p{Lu}[\p{L}\d+-]*){0,3}`, 'gu'),
  named(
    String.raw`P\.?\s?Eng\.?|CPA|CFA|CMA|PMP|CAPM|CISSP|CISM|CISA|CCNA|CCNP|CHRP|CHRL|CSM|PSM|RN|RPN|LPN|RECE|ITIL(?:\s+v?\d)?(?:\s+Foundation)?|CompTIA\s+\p{Lu}[\p{L}+]*\+?|Security\+|Network\+`,
    'gu',
  ),
  // Anything called a certificate: the capitalised words before it, or the field behind it.
  named(
    String.raw`(?:\p{Lu}[\p{L}\d+&.-]*\s+){1,5}(?:[Cc]ertifi(?:cation|cate|ed)|[Ll]icen[cs]e|[Aa]ccreditation|[Dd]iploma)(?:\s+\((?:\p{Lu}|\d)+\))?`,
    'gu',
  ),
  named(
    String.raw`[Cc]ertifi(?:cation|cate|ed)\s+(?:in|as|en)\s+(?:an?\s+)?[\p{L}+&-]+(?:\s+\p{Lu}[\p{L}+&-]*){0,4}`,
    'gu',
  ),
];

/** Stretches of a sentence that name a credential, in their order, never overlapping; offsets into it. */
export function credentialsIn(sentence: string): Span[] {
  const found: Span[] = [];
  for (const pattern of PATTERNS) {
    for (const { 0: words, index } of sentence.matchAll(pattern)) {
      const trimmed = words.replace(/[\s'’-]+$/u, '');
      const span = { start: index, end: index + trimmed.length };
      if (trimmed.length > 1 && !found.some(({ start, end }) => start < span.end && span.start < end)) found.push(span);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}
