import type { Db } from '../db/client.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findLadders, type Ladder } from '../skills/index.ts';
import { leavesOf, type Requirement } from './requirement.ts';

/** Tells each leaf that names levels how others compare with them. Run it on linked trees that are to be scored. */
export async function measureLevels<R extends Requirement>(db: Db, requirement: R): Promise<R> {
  const [measured = requirement] = await measureEach(db, [requirement]);
  return measured;
}

/** The same of many trees, in their order, in as many statements as for one. */
export async function measureEach<R extends Requirement>(db: Db, requirements: readonly R[]): Promise<R[]> {
  const asking = requirements.flatMap(leavesOf).filter((leaf) => leaf.kind === 'SKILL');
  const ladders = await findLadders(
    db,
    asking.map(({ requiredLevel, desiredLevel }) => ({
      requiredId: requiredLevel?.levelId ?? null,
      desiredId: desiredLevel?.levelId ?? null,
    })),
  );
  const ladderOf = new Map<Requirement, Ladder | null | undefined>(asking.map((leaf, index) => [leaf, ladders[index]]));

  const measure = (node: Requirement): Requirement => {
    if ('children' in node) return { ...node, children: node.children.map(measure) };
    const ladder = ladderOf.get(node);
    return node.kind === 'SKILL' && ladder ? { ...node, ladder } : node;
  };
  return requirements.map((requirement) => measure(requirement) as R);
}

/**
 * Refuses a measured tree that hopes for less than it needs. Only of what is stated here: an imported posting keeps what it says,
 * and a desired level that is not above the required one counts for nothing.
 *
 * @param place  what messages call the root
 */
export function contradictionIn<R extends Requirement>(tree: R, place: string): Result<R, 'BAD_USER_INPUT'> {
  const leaf = leavesOf(tree).find(
    (each) => each.kind === 'SKILL' && each.ladder && (each.ladder.desired ?? Infinity) < (each.ladder.required ?? 0),
  );
  if (!leaf) return ok(tree);
  const message = `“${leaf.statement}”: its desiredLevel lies below its requiredLevel; state one that is higher, or none`;
  return fail('BAD_USER_INPUT', message, place);
}
