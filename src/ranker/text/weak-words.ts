/**
 * Words that job advertisements put around a skill and that name none: left out of the phrases looked up, unless a text
 * has no others. Folded.
 */
const ENGLISH = `ability able abilities strong strongly solid proven good great excellent outstanding exceptional deep
extensive demonstrated demonstrable hands working experience experienced experiences knowledge understanding familiarity
familiar proficiency proficient expertise expert skill skills skilled competence competences competency background
requirement requirements required require requires qualification qualifications preferred preferably desirable desired
plus bonus must ideal ideally candidate candidates looking seeking seek join role position job responsibilities
responsible responsibility duties year years minimum least similar related relevant equivalent various other others
comfortable capable fluent fluency advanced basic intermediate level high highly successful new every day daily need
needs want wants like enjoy possess possessing people person someone us company opportunity world class prior previous
exposure awareness sound sense etc want using use used`;
const FRENCH = `capacite capacites aptitude connaissance connaissances experience experiences competence competences
maitrise maitriser solide solides bonne bonnes bon bons excellent excellente excellentes exigence exigences requis
requise souhaite souhaitee atout poste candidat candidate recherchons recherche annee annees minimum niveau avance
avancee profil sens etes avez serez`;

const weak = new Set(`${ENGLISH} ${FRENCH}`.split(/\s+/u));

export function isWeakWord(folded: string): boolean {
  return weak.has(folded) || /^\d+$/u.test(folded);
}
