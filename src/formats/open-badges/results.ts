import type { StatedResult } from '../../badges/badge.ts';
import { given } from './given.ts';
import type { AchievementResult, Alignment, ResultDescription } from './schema.ts';

/** An alignment and the path it stands at below the subject. */
export interface PlacedAlignment {
  readonly stated: Alignment;
  readonly path: readonly PropertyKey[];
}

type Level = NonNullable<ResultDescription['rubricCriterionLevel']>[number];

/**
 * Results with what each is about: the alignments of the result itself, of its description and of the level it reached.
 * Source: Open Badges 3.0, `Result.alignment`, `ResultDescription.alignment`, `RubricCriterionLevel.alignment`.
 *
 * @param offset  how many alignments the achievement itself has: positions go on from there
 */
export function resultsFrom(
  results: readonly AchievementResult[],
  descriptions: readonly ResultDescription[],
  offset: number,
  pointerOf: (path: readonly PropertyKey[]) => string,
): { readonly results: StatedResult[]; readonly alignments: PlacedAlignment[] } {
  const alignments: PlacedAlignment[] = [];
  const known = new Map<string, number>();
  /** Positions of the alignments at a path, each taken up once however many results share it. */
  const place = (stated: readonly Alignment[] = [], path: readonly PropertyKey[]): number[] =>
    stated.map((each, index) => {
      const at = [...path, index];
      const position = known.get(at.join('/')) ?? offset + alignments.push({ stated: each, path: at }) - 1;
      known.set(at.join('/'), position);
      return position;
    });

  // Those of the results come first, so that positions do not move where a description gains one.
  const own = results.map(({ alignment }, index) => place(alignment, ['result', index, 'alignment']));
  const stated = results.map((result, index): StatedResult => {
    const number = descriptions.findIndex(({ id }) => id !== undefined && id === result.resultDescription);
    const description = descriptions[number];
    const reached = findLevel(descriptions, result.achievedLevel);
    const described = ['achievement', 'resultDescription'];
    const level = reached ? levelNameOf(reached.level) : result.achievedLevel;
    const required = findLevel(descriptions, description?.requiredLevel);
    const of = place(description?.alignment, [...described, number, 'alignment']);
    const levelUris = [result.achievedLevel, ...(reached?.level.alignment ?? []).map(({ targetUrl }) => targetUrl)];
    return {
      pointer: pointerOf(['result', index]),
      ...given('name', description?.name),
      ...given('type', description?.resultType),
      ...given('status', result.status),
      ...given('value', result.value),
      ...given('level', level),
      levelUris: levelUris.filter((uri) => uri !== undefined),
      ...given('requiredValue', description?.requiredValue),
      ...given('requiredLevel', required ? levelNameOf(required.level) : description?.requiredLevel),
      ...given('meetsRequired', description && reaches(result, description)),
      about: [
        ...(own[index] ?? []),
        ...of,
        ...(reached ? place(reached.level.alignment, [...described, ...reached.path, 'alignment']) : []),
      ],
    };
  });
  // A description without a result says what could be measured: it is told, and shows nothing.
  descriptions.forEach(({ alignment }, number) => {
    place(alignment, ['achievement', 'resultDescription', number, 'alignment']);
  });
  return { results: stated, alignments };
}

function findLevel(descriptions: readonly ResultDescription[], id: string | undefined) {
  if (id === undefined) return undefined;
  for (const [number, { rubricCriterionLevel: levels = [] }] of descriptions.entries()) {
    const index = levels.findIndex((each) => each.id === id);
    const level = levels[index];
    if (level) return { level, path: [number, 'rubricCriterionLevel', index] };
  }
  return undefined;
}

function levelNameOf({ name, level, id }: Level): string | undefined {
  return name ?? level ?? id;
}

/** Undefined where nothing is required, or where what is reached stands on no common scale with it. */
function reaches(result: AchievementResult, description: ResultDescription): boolean | undefined {
  const { requiredLevel, requiredValue, allowedValue = [], rubricCriterionLevel: levels = [] } = description;
  if (requiredLevel !== undefined && result.achievedLevel !== undefined) {
    const rankOf = (id: string) => rankIn(levels, id);
    return isAtLeast(rankOf(result.achievedLevel), rankOf(requiredLevel));
  }
  if (requiredValue === undefined || result.value === undefined) return undefined;
  if (allowedValue.length > 0) {
    return isAtLeast(indexIn(allowedValue, result.value), indexIn(allowedValue, requiredValue));
  }
  return isAtLeast(numberFrom(result.value), numberFrom(requiredValue));
}

/** By points where every level has its own, else by place: from low to high. Source: Open Badges 3.0, ResultDescription. */
function rankIn(levels: readonly Level[], id: string): number | undefined {
  const points = levels.map((level) => numberFrom(level.points));
  const isRanked = points.every((each) => each !== undefined) && new Set(points).size === levels.length;
  const index = levels.findIndex((level) => level.id === id);
  return index < 0 ? undefined : isRanked ? points[index] : index;
}

function indexIn(values: readonly string[], value: string): number | undefined {
  const index = values.indexOf(value);
  return index < 0 ? undefined : index;
}

function numberFrom(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? Number.NaN : Number(text.replace(/%$/u, ''));
  return Number.isFinite(number) ? number : undefined;
}

function isAtLeast(reached: number | undefined, required: number | undefined): boolean | undefined {
  return reached === undefined || required === undefined ? undefined : reached >= required;
}
