import type { CredentialId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { compileTree, type Leaf } from './compile-tree.ts';
import type { Closer } from './find-closers.ts';
import { askedBy, type Outcome } from './score.ts';
import { weigh } from './weigh.ts';

/** The one credential that parts somebody from all that is required. */
export interface Nearest {
  readonly credentialId: CredentialId;
  /** Null where not stated. */
  readonly costCents: number | null;
  readonly hours: number | null;
  readonly asksFirst: boolean;
  /** Leaves it would meet that are open. */
  readonly closes: readonly Leaf[];
  /** 0 to 1: the score with its badge earned and verified. */
  readonly score: number;
}

/**
 * Finds, for one tree, the credential that alone would bring somebody to all that is required: the one that asks for nothing
 * first, then the cheapest, the shortest and the oldest known; what is not stated comes last. Null for who already meets all, and
 * for who is more than one credential away. Pure.
 */
export function nearMissOf(
  tree: RequirementGroup,
  closers: ReadonlyMap<CredentialId, readonly Closer[]>,
): (outcome: Outcome) => Nearest | null {
  const compiled = compileTree(tree);
  const offers = [...closers.values()].map((own) => ({ own, brings: bringsOf(compiled.leaves, own) }));
  return ({ leaves, requiredMet, requiredTotal }) => {
    if (requiredMet === requiredTotal) return null;
    const credits = Float64Array.from(leaves, ({ credit }) => credit);
    const met = Uint8Array.from(leaves, ({ isMet }) => Number(isMet));
    const reaching = offers.flatMap(({ own: [closer], brings }): Nearest[] => {
      // A credential that meets nothing open changes no count.
      const closes = brings.filter(({ at, isMet }) => isMet && met[at] === 0);
      if (!closer || closes.length === 0) return [];
      const [after, metAfter] = [credits.slice(), met.slice()];
      for (const { at, credit, isMet } of brings) {
        after[at] = Math.max(after[at] ?? 0, credit);
        if (isMet) metAfter[at] = 1;
      }
      const tally = compiled.score(after, metAfter);
      if (tally.requiredMet < tally.requiredTotal) return [];
      const { credentialId, costCents, hours, asksFirst } = closer;
      const at = [...new Set(closes.map((each) => each.at))];
      return [
        {
          ...{ credentialId, costCents, hours, asksFirst, score: tally.score },
          closes: at.map((index) => compiled.leaves[index] as Leaf),
        },
      ];
    });
    return reaching.sort(nearestFirst)[0] ?? null;
  };
}

/** What the badge of one credential would be worth, leaf by leaf. */
function bringsOf(leaves: readonly Leaf[], closers: readonly Closer[]) {
  return leaves.flatMap((leaf, at) => {
    const asked = askedBy(leaf);
    return closers.filter((closer) => closer.asked === asked).map((closer) => ({ at, ...weigh(leaf, closer) }));
  });
}

function nearestFirst(one: Nearest, other: Nearest): number {
  const known = (value: number | null) => value ?? Number.MAX_SAFE_INTEGER;
  return (
    Number(one.asksFirst) - Number(other.asksFirst) ||
    known(one.costCents) - known(other.costCents) ||
    known(one.hours) - known(other.hours) ||
    one.credentialId - other.credentialId
  );
}
