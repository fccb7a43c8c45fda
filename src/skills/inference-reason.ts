import type { OccupationCrosswalkKind, OccupationSkillRelation } from './skill.ts';

/** An occupation as a sentence names it. */
export interface NamedOccupation {
  readonly label: string;
  /** Short code of its framework. */
  readonly framework: string;
}

export interface InferenceFacts {
  /** From the occupation asked about to the one that states the skill; at least one. */
  readonly occupations: readonly NamedOccupation[];
  /** What each is to the next, one fewer. */
  readonly kinds: readonly OccupationCrosswalkKind[];
  readonly need: OccupationSkillRelation;
  readonly confidence: number;
}

const KINDS_ENGLISH: Record<OccupationCrosswalkKind, string> = {
  EXACT: 'is the same as',
  CLOSE: 'is close to',
  BROADER: 'lies under',
  NARROWER: 'lies above',
  RELATED: 'has to do with',
};
const KINDS_FRENCH: Record<OccupationCrosswalkKind, string> = {
  EXACT: 'est la même que',
  CLOSE: 'est proche de',
  BROADER: 'relève de',
  NARROWER: 'comprend',
  RELATED: 'a un rapport avec',
};

/** How a skill came to an occupation whose framework does not state it, in one sentence. French for any `fr` tag, else English. */
export function inferenceReason(facts: InferenceFacts, language: string): string {
  return language.startsWith('fr') ? french(facts) : english(facts);
}

function english({ occupations, kinds, need, confidence }: InferenceFacts): string {
  const [asked, ...others] = occupations.map(({ label, framework }) => `“${label}” (${framework})`);
  const way = others.map((name, index) => `${KINDS_ENGLISH[kinds[index] ?? 'RELATED']} ${name}`);
  const states = `states it as ${need === 'ESSENTIAL' ? 'essential' : 'optional'}`;
  const joint = way.length > 0 ? ' through crosswalks: it ' : ', which ';
  return `Inferred from the occupation ${asked}${joint}${[...way, states].join(', which ')}; confidence ${round(confidence)}.`;
}

function french({ occupations, kinds, need, confidence }: InferenceFacts): string {
  const [asked, ...others] = occupations.map(({ label, framework }) => `« ${label} » (${framework})`);
  const way = others.map((name, index) => `${KINDS_FRENCH[kinds[index] ?? 'RELATED']} ${name}`);
  const states = `la dit ${need === 'ESSENTIAL' ? 'essentielle' : 'facultative'}`;
  const joint = way.length > 0 ? ' par correspondances : elle ' : ', qui ';
  const share = String(round(confidence)).replace('.', ',');
  return `Déduite de la profession ${asked}${joint}${[...way, states].join(', qui ')}; confiance ${share}.`;
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
