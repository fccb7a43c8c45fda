import type { Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { findHoldings, type Leaf, type SkillGap, scoreRequirement } from '../matching/index.ts';
import { findBringing, findStack } from './find-options.ts';
import type { Required } from './plan-problem.ts';
import { wouldMeet } from './worth.ts';

/** What one credential asks for before it is earned. */
export interface Asked {
  readonly requires: readonly Required[];
  /** Whether it is a larger one, earned by its parts. */
  readonly isMadeOfParts: boolean;
}

/** What credentials ask for before they are earned, and what that asks for in turn, of what is not held. */
export async function findAsked(
  db: Db,
  reader: Reader,
  gap: SkillGap,
  from: readonly CredentialId[],
  held: ReadonlyMap<CredentialId, unknown>,
): Promise<Map<CredentialId, Asked>> {
  const asks = new Map<CredentialId, Asked>();
  const isMissing = (id: CredentialId) => !held.has(id);
  let fresh = from.filter(isMissing);
  while (fresh.length > 0) {
    const { prerequisites, entrySkills, groups } = await findStack(db, fresh);
    const entry = await findUnmetSkills(db, reader, gap, [...new Set(entrySkills.map(({ skillId }) => skillId))]);
    const bringing = await findBringing(db, entry);
    for (const id of fresh) {
      const first = prerequisites.filter(({ from: one }) => one === id);
      const skills = entrySkills.filter(({ credentialId, skillId }) => credentialId === id && entry.includes(skillId));
      const parts = groups.filter(({ credentialId }) => credentialId === id);
      /** What is still asked for once what is held is counted. */
      const stillOf = (n: number, of: readonly CredentialId[]): Required => ({
        n: n - of.filter((each) => held.has(each)).length,
        of: of.filter(isMissing),
      });
      const requires = [
        ...first.map(({ needed, of }) => stillOf(needed, of)),
        // A skill asked for at the door is brought along, or by another credential of the plan.
        ...skills.map(({ skillId }) => ({
          n: 1,
          of: bringing
            .filter((each) => each.askedSkillId === skillId && each.credentialId !== id)
            .filter((each) => wouldMeet(entryLeaf(skillId), each))
            .map(({ credentialId }) => credentialId),
        })),
        ...parts.map(({ needed, partIds }) => stillOf(needed, partIds)),
      ];
      asks.set(id, { requires: requires.filter(({ n }) => n > 0), isMadeOfParts: parts.length > 0 });
    }
    const asked = fresh.flatMap((id) => (asks.get(id)?.requires ?? []).flatMap(({ of }) => of));
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
