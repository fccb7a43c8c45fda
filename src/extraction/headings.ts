/** What a section of an advertisement is about. UNSTATED: no heading says. */
export const SECTION_KINDS = [
  'REQUIREMENTS',
  'PREFERRED',
  'RESPONSIBILITIES',
  'BENEFITS',
  'ABOUT',
  'APPLY',
  'UNSTATED',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** A heading is at most so many words; longer lines are sentences. */
const WORDS_AT_MOST = 9;

/**
 * Words of headings in English and French, folded (lower case, no accents, no marks), the surer first: the first that matches decides.
 * "About you" is a profile, "about the role" are duties, "about" anything else is the employer.
 */
const NAMED: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'ABOUT',
    /^(?:about (?!you\b|(?:the|this|your) (?:role|job|position|opportunity|work)\b)|a propos (?!du poste|de vous)).*/u,
  ],
  [
    'PREFERRED',
    /\b(?:nice[ -]to[ -]haves?|good to have|great to have|bonus(?: points?| skills?)?|preferred|desir(?:ed|able)s?|extra credit|plus(?:es| points?)|a plus|optional|ideally|would be (?:great|nice|a plus)|brownie points|assets?|atouts?|un plus|souhaite(?:e?s?)?|apprecie(?:e?s?)?|serait un plus|facultatifs?)\b/u,
  ],
  [
    'BENEFITS',
    /\b(?:benefits?|perks?|we offer|we can offer|we provide|our offer|offer you|you(?: wi)?ll (?:get|receive|enjoy)|what you get|compensation|salary|salaire|pay(?= range| rate| and)|^pay$|remuneration|rewards?|why (?:join|work|us|you)|in it for you|avantages?|(?:nous )?(?:vous )?(?:offrons|proposons)|conditions (?:de travail|offertes)|pourquoi (?:nous|rejoindre))\b/u,
  ],
  [
    'REQUIREMENTS',
    /\b(?:(?:pre)?requirements?|prerequisites?|requis|qualifications?|skills?|must haves?|looking for|seeking|ideal candidate|successful candidate|candidate profile|about you|who you are|you (?:will )?(?:have|bring|need|possess|are|offer)|you ?ll (?:have|bring|need)|your (?:profile|background|experience|skills|strengths|qualifications|competenc(?:es|ies))|profile|person specification|essential(?: criteria)?|criteria|competenc(?:es?|ies)|competences?|experience|education|knowledge|expertise|abilities|(?:tech(?:nology|nical)? )?stack|technolog(?:y|ies)|tools|languages?|certifications?|licen[cs]es?|it takes|exigences?|profil|vous (?:avez|etes|possedez|apportez|maitrisez)|formation|scolarite|connaissances|aptitudes|savoir[ -](?:etre|faire)|langues?|diplomes?|criteres|conditions d ?admission)\b/u,
  ],
  [
    'RESPONSIBILITIES',
    /\b(?:responsibilit(?:y|ies)|dut(?:y|ies)|tasks?|accountabilit(?:y|ies)|activities|mission(?:s)?|(?:you(?: wi)?ll|you will|you ll) (?:do|be|work|own)|(?:the|your|this|about the|our) (?:role|job|position|work|opportunity|day)|role(?: description| overview| summary)?|job (?:description|summary|overview|purpose|details)|position (?:description|summary|overview)|day[ -]to[ -]day|typical day|what you do|functions?|responsabilites?|taches?|fonctions?|le poste|ce poste|votre role|description du poste|vous (?:ferez|aurez|serez)|attributions|sommaire|activites)\b/u,
  ],
  [
    'APPLY',
    /\b(?:apply|applying|application|applications|interview|next steps|contact|postuler|candidature|deadline|date posted|location(?: options)?|lieu|hours|horaire|employment type|job type|reports to|industry|company size|company type|likes|experience level)\b/u,
  ],
  [
    'ABOUT',
    /\b(?:about|who we are|our (?:company|team|mission|values|story|culture|purpose|vision)|company|the team|equal opportunit(?:y|ies)|diversity|inclusion|accommodations?|accessibility|a propos|qui sommes nous|entreprise|notre (?:equipe|mission|histoire|entreprise|culture)|employeur|equite|egalite)\b/u,
  ],
];

/** Words as headings are compared: lower case, no accents, no marks. */
export function foldedWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’'`]/gu, ' ')
    .replace(/[^\p{L}\d -]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Words that stand in headings and say nothing of what they announce. */
const FILLING =
  /\b(?:the|a|an|and|or|of|for|to|in|at|with|on|as|we|us|our|you|your|this|who|what|s|re|ll|is|are|will|do|be|key|main|core|basic|minimum|required|additional|other|general|specific|technical|professional|personal|work|working|job|position|role|relevant|following|organization|company|description|overview|summary|level|section|note|mandatory|les?|la|des?|du|l|d|et|ou|vos|votre|nos|nous|vous|ce que|que|qui|pour|principales?|requises?|recherche[es]*|minimales?|techniques?|professionnelles?|obligatoires?|autres?)\b/gu;
/** Words beside those we know that a heading may hold, where its form says that it is one. */
const OTHERS_AT_MOST = 3;

/**
 * What a heading announces, or null where it says nothing we know.
 *
 * @param isMarked  whether its form says that it is a heading: a colon behind it, capitals, markup. Else every word of it must be one
 *                  of headings, since "SQL skills" is a requirement
 */
export function sectionNamed(heading: string, isMarked: boolean): SectionKind | null {
  const words = foldedWords(heading);
  if (words === '' || words.split(' ').length > WORDS_AT_MOST) return null;
  for (const [kind, pattern] of NAMED) {
    const match = pattern.exec(words);
    if (!match) continue;
    if (isMarked && (kind === 'ABOUT' || kind === 'BENEFITS') && match.index === 0) return kind;
    const others = words.replace(new RegExp(pattern, 'gu'), ' ').replace(FILLING, ' ').match(/\S+/gu) ?? [];
    return others.length <= (isMarked ? OTHERS_AT_MOST : 0) ? kind : null;
  }
  return null;
}
