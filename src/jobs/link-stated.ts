import type { Db } from '../db/client.ts';
import type { Result } from '../problem.ts';
import { linkRequirement } from './link-requirement.ts';
import { contradictionIn, measureLevels } from './measure-levels.ts';
import type { RequirementGroup } from './requirement.ts';

/**
 * Links and measures a tree that somebody states here and now, and refuses one whose levels contradict each other.
 *
 * @param place  what messages call the root
 */
export async function linkStated(
  db: Db,
  tree: RequirementGroup,
  place: string,
): Promise<Result<RequirementGroup, 'BAD_USER_INPUT'>> {
  return contradictionIn(await measureLevels(db, await linkRequirement(db, tree)), place);
}
