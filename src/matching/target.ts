import type { Db } from '../db/client.ts';
import type { JobId, OccupationId } from '../db/ids.ts';
import {
  findJobs,
  findRequirements,
  type Job,
  linkRequirement,
  type RequirementGroup,
  readRequirement,
  type StatedRequirement,
} from '../jobs/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findNeededSkills, type NeededSkill } from '../skills/index.ts';

/** What a learner is measured against: a stored job, an occupation of a framework, or a requirement stated on the spot. */
export type TargetRef =
  | { readonly jobId: JobId }
  | { readonly occupationId: OccupationId }
  | { readonly requirement: StatedRequirement };

export interface Target {
  readonly requirement: RequirementGroup;
  readonly job: Job | null;
  readonly occupationId: OccupationId | null;
}

/** The requirement tree a reference stands for. An occupation asks for its essential skills and prefers its optional ones. */
export async function findTarget(db: Db, ref: TargetRef): Promise<Result<Target, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  if ('jobId' in ref) {
    const [job] = await findJobs(db, [ref.jobId]);
    const requirement = (await findRequirements(db, [ref.jobId])).get(ref.jobId);
    if (!job || !requirement) return fail('NOT_FOUND', 'there is no job with that id', 'jobId');
    return ok({ requirement, job, occupationId: null });
  }
  if ('occupationId' in ref) {
    const needed = await findNeededSkills(db, [ref.occupationId]);
    if (needed.length === 0) {
      return fail(
        'NOT_FOUND',
        'there is no occupation with that id, or its framework states no skills for it',
        'occupationId',
      );
    }
    return ok({ requirement: requirementOf(needed), job: null, occupationId: ref.occupationId });
  }
  const read = readRequirement(ref.requirement);
  if (!read.ok) return read;
  return ok({ requirement: await linkRequirement(db, read.value), job: null, occupationId: null });
}

function requirementOf(needed: readonly NeededSkill[]): RequirementGroup {
  return {
    ...{ key: 'occupation', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1 },
    children: needed.map(({ skillId, relation }) => ({
      ...{ key: `skill-${skillId}`, kind: 'SKILL', skillId, weight: 1, statement: '' },
      importance: relation === 'ESSENTIAL' ? 'REQUIRED' : 'PREFERRED',
      ...{ neededAtHire: true, acceptedFrom: null },
    })),
  };
}
