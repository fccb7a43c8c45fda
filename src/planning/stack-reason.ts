import type { PartState } from './stack.ts';

/** What the sentences about one stack are made of. */
export interface StackFacts {
  readonly name: string;
  readonly isEarned: boolean;
  readonly isComplete: boolean;
  readonly counted: number;
  readonly needed: number;
  readonly groups: readonly {
    readonly required: number;
    readonly counted: number;
    readonly parts: readonly {
      readonly name: string;
      readonly state: PartState;
      readonly isVerified: boolean;
      /** `YYYY-MM-DD`. */
      readonly endsOn: string | null;
    }[];
  }[];
  readonly missingPrerequisites: readonly {
    readonly name: string;
    readonly requiredBy: string;
    /** How many of those that stand for each other are still needed; null for one that is needed itself. */
    readonly ofAlternatives: number | null;
  }[];
}

/** Where a learner stands with a larger credential and what to do next, a sentence each. French for any `fr` tag, else English. */
export function stackReasons(facts: StackFacts, language: string): string[] {
  const words = language.startsWith('fr') ? FRENCH : ENGLISH;
  const parts = facts.groups.flatMap((group) => group.parts);
  const open = facts.groups.filter(({ counted, required }) => counted < required);
  return [
    words.progress(facts),
    ...(facts.isEarned ? [words.earned(facts)] : facts.isComplete ? [words.complete(facts)] : []),
    ...open.map(({ required, counted, parts }) =>
      words.missing(
        required - counted,
        parts.filter(({ state }) => state === 'MISSING' || state === 'EXPIRED').map(({ name }) => name),
      ),
    ),
    ...facts.missingPrerequisites.map(({ name, requiredBy, ofAlternatives }) =>
      ofAlternatives === null ? words.before(name, requiredBy) : words.oneBefore(name, requiredBy),
    ),
    ...parts.flatMap(({ state, name, endsOn }) => {
      if (endsOn === null) return [];
      if (state === 'EXPIRED') return [words.expired(name, endsOn)];
      return state === 'EXPIRES_SOON' ? [words.soon(name, endsOn)] : [];
    }),
    ...parts
      .filter(({ state, isVerified }) => (state === 'HELD' || state === 'EXPIRES_SOON') && !isVerified)
      .map(({ name }) => words.unverified(name)),
  ];
}

interface Words {
  readonly progress: (facts: StackFacts) => string;
  readonly earned: (facts: StackFacts) => string;
  readonly complete: (facts: StackFacts) => string;
  readonly missing: (count: number, names: readonly string[]) => string;
  readonly before: (name: string, requiredBy: string) => string;
  readonly oneBefore: (name: string, requiredBy: string) => string;
  readonly expired: (name: string, on: string) => string;
  readonly soon: (name: string, on: string) => string;
  readonly unverified: (name: string) => string;
}

const ENGLISH: Words = {
  progress: ({ counted, needed, name, ...facts }) =>
    needed === 0
      ? `Parts of “${name}” that are held: ${heldIn(facts)}; how many it takes is not stated.`
      : `${counted} of ${needed} parts of “${name}” are held.`,
  earned: ({ name }) => `“${name}” is held already.`,
  complete: ({ name }) => `Everything “${name}” asks for is held; ask its provider for it.`,
  missing: (count, names) =>
    names.length === count ? `Still to earn: ${english(names)}.` : `Still to earn: ${count} of ${english(names)}.`,
  before: (name, requiredBy) => `“${name}” is needed before “${requiredBy}”.`,
  oneBefore: (name, requiredBy) => `“${name}” is one of those that do before “${requiredBy}”.`,
  expired: (name, on) => `“${name}” ended on ${on} and counts no longer; renew it.`,
  soon: (name, on) => `“${name}” ends on ${on}; renew it in time.`,
  unverified: (name) => `“${name}” is not verified yet.`,
};
const FRENCH: Words = {
  progress: ({ counted, needed, name, ...facts }) =>
    needed === 0
      ? `Parties acquises de « ${name} » : ${heldIn(facts)}; combien il en faut n’est pas indiqué.`
      : `${counted} parties sur ${needed} de « ${name} » sont acquises.`,
  earned: ({ name }) => `« ${name} » est déjà acquis.`,
  complete: ({ name }) => `Tout ce que « ${name} » demande est acquis; demandez-le à son établissement.`,
  missing: (count, names) =>
    names.length === count
      ? `Encore à obtenir : ${french(names)}.`
      : `Encore à obtenir : ${count} parmi ${french(names)}.`,
  before: (name, requiredBy) => `« ${name} » est nécessaire avant « ${requiredBy} ».`,
  oneBefore: (name, requiredBy) => `« ${name} » est l’un de ceux qui suffisent avant « ${requiredBy} ».`,
  expired: (name, on) => `« ${name} » a pris fin le ${on} et ne compte plus; renouvelez-le.`,
  soon: (name, on) => `« ${name} » prend fin le ${on}; renouvelez-le à temps.`,
  unverified: (name) => `« ${name} » n’est pas encore vérifié.`,
};

function heldIn({ groups }: Pick<StackFacts, 'groups'>): number {
  const isHeld = ({ state }: { readonly state: PartState }) => state === 'HELD' || state === 'EXPIRES_SOON';
  return groups.reduce((sum, { parts }) => sum + parts.filter(isHeld).length, 0);
}

const english = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');
const french = (names: readonly string[]) => names.map((name) => `« ${name} »`).join(', ');
