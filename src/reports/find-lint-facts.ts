import { inArray } from 'drizzle-orm';
import type { Reader } from '../consent/index.ts';
import { asSeenBy } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LevelId, SkillId } from '../db/ids.ts';
import { leavesOf, type RequirementGroup } from '../jobs/index.ts';
import { findBringing, wouldMeet } from '../planning/index.ts';
import { level } from '../skills/tables.ts';
import { countWhoShow } from './find-skill-demand.ts';
import { hideSmall } from './hide-small.ts';
import type { LintFacts } from './lint-requirement.ts';

/** What is known of the skills a tree asks for; how many show one as the reader sees it, and in no smaller groups than may be told. */
export async function findLintFacts(
  db: Db,
  reader: Reader,
  tree: RequirementGroup,
  asOf: Date,
): Promise<Omit<LintFacts, 'labelOf'>> {
  const leaves = leavesOf(tree);
  const skillIds = [
    ...new Set(leaves.flatMap((leaf) => (leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : []))),
  ];
  const bringing = await findBringing(db, skillIds);
  const taught = new Set(
    leaves
      .filter(
        (leaf) =>
          leaf.kind === 'SKILL' && bringing.some((each) => each.askedSkillId === leaf.skillId && wouldMeet(leaf, each)),
      )
      .map(({ key }) => key),
  );
  const shown = await asSeenBy(db, reader, (tx) => countWhoShow(tx, reader, skillIds, asOf));
  const totals = new Map([...shown].map(([id, cells]) => [id, hideSmall(cells).total]));
  const named = leaves.flatMap((leaf) =>
    leaf.kind === 'SKILL' ? [leaf.requiredLevel?.levelId, leaf.desiredLevel?.levelId] : [],
  );
  const levelIds = named.filter((id): id is LevelId => id != null);
  const levels =
    levelIds.length === 0
      ? []
      : await db
          .select()
          .from(level)
          .where(inArray(level.id, [...new Set(levelIds)]));
  const byId = new Map(levels.map(({ id, scaleId, rank }) => [Number(id), { scaleId: Number(scaleId), rank }]));
  return {
    isTaught: (key) => taught.has(key),
    shownBy: (id: SkillId) => totals.get(id) ?? null,
    levelOf: (id) => byId.get(id) ?? null,
  };
}
