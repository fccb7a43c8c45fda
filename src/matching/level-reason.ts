import type { LevelStanding } from './scoring-policy.ts';

/** What a sentence about a level is made of. */
export interface LevelFacts {
  readonly standing: LevelStanding;
  /** The level shown; null where none of a loaded scale is. */
  readonly held: string | null;
  /** The asked level that decides: the desired one where only that is not reached, else the required one. */
  readonly asked: string;
}

/** How a level stands to the asked one, in one sentence that goes behind a reason. French for any `fr` tag, else English. */
export function levelReason({ standing, held, asked }: LevelFacts, language: string): string {
  const isFrench = language.startsWith('fr');
  switch (standing) {
    case 'REACHED':
      return isFrench ? `Le niveau « ${held} » atteint « ${asked} ».` : `Its level “${held}” reaches “${asked}”.`;
    case 'BELOW_DESIRED':
      return isFrench
        ? `Le niveau « ${held} » n’atteint pas le niveau souhaité « ${asked} ».`
        : `Its level “${held}” lies below “${asked}”, which is desired.`;
    case 'BELOW_REQUIRED':
      return isFrench
        ? `Le niveau « ${held} » n’atteint pas le niveau exigé « ${asked} ».`
        : `Its level “${held}” lies below “${asked}”, which is required.`;
    case 'LEVEL_NOT_COMPARABLE':
      return isFrench
        ? `Le niveau ne peut être comparé à « ${asked} »; la présence de la compétence compte.`
        : `Its level cannot be compared with “${asked}”; having the skill counts.`;
  }
}
