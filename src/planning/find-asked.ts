import type { Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { findHoldings, type Leaf, type SkillGap, scoreRequirement } from '../matching/index.ts';
import type { Required } from './choose-plan.ts';
import { findBringing, findStack } from './find-options.ts';
import { wouldMeet } from './worth.ts';

/** What credentials ask for before they are earned, and what that asks for in turn, of what is not held. */
export async function findAsked(
  db: Db,
  reader: Reader,
  gap: SkillGap,
  from: readonly CredentialId[],
  held: ReadonlyMap<CredentialId, unknown>,
): Promise<Map<CredentialId, readonly Required[]>> {
  const asks = new Map<CredentialId, readonly Required[]>();
  const isMissing = (id: CredentialId) => !held.has(id);
  let fresh = from.filter(isMissing);
  while (fresh.length > 0) {
    const { prerequisites, entrySkills, groups } = await findStack(db, fresh);
    const entry = await findUnmetSkills(db, reader, gap, [...new Set(entrySkills.map(({ skillId }) => skillId))]);
    const bringing = await findBringing(db, entry);
    for (const id of fresh) {
      const first = prerequisites.filter(({ from: one, to }) => one === id && isMissing(to));
      const skills = entrySkills.filter(({ credentialId, skillId }) => credentialId === id && entry.includes(skillId));
      const parts = groups.filter(({ credentialId }) => credentialId === id);
      asks.set(id, [
        ...first.map(({ to }) => ({ n: 1, of: [to] })),
        // A skill asked for at the door is brought along, or by another credential of the plan.
        ...skills.map(({ skillId }) => ({
          n: 1,
          of: bringing
            .filter((each) => each.askedSkillId === skillId && each.credentialId !== id)
            .filter((each) => wouldMeet(entryLeaf(skillId), each))
            .map(({ credentialId }) => credentialId),
        })),
        ...parts.map(({ needed, partIds }) => ({
          n: needed - partIds.filter((part) => held.has(part)).length,
          of: partIds.filter(isMissing),
        })),
      ]);
    }
    const asked = fresh.flatMap((id) => (asks.get(id) ?? []).flatMap(({ of }) => of));
    fresh = [...new Set(asked)].filter((id) => isMissing(id) && !asks.has(id));
  }
  return asks;
}

function entryLeaf(skillId: SkillId): Leaf {
  return {
    ...{ kind: 'SKILL', key: `entry-${skillId}`, skillId, statement: '', weight: 1, importance: 'REQUIRED' },
    ...{ neededAtHire: true, acceptedFrom: null },
  };
}

/** Those of the skills the reader does not see the learner meet. */
async function findUnmetSkills(
  db: Db,
  reader: Reader,
  gap: SkillGap,
  skillIds: readonly SkillId[],
): Promise<readonly SkillId[]> {
  if (skillIds.length === 0) return [];
  const tree: RequirementGroup = {
    ...{ key: '', kind: 'ALL', atLeast: null, importance: 'REQUIRED', weight: 1 },
    children: skillIds.map(entryLeaf),
  };
  const held = (await findHoldings(db, reader, tree, gap.learnerId)).get(gap.learnerId) ?? new Map();
  const { leaves } = scoreRequirement(tree, held, gap.asOf, true);
  return leaves.flatMap(({ isMet, leaf }) =>
    !isMet && leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : [],
  );
}
