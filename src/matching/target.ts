import type { Db } from '../db/client.ts';
import type { JobId, OccupationId } from '../db/ids.ts';
import {
  findJobs,
  findRequirements,
  type Job,
  leavesOf,
  linkStated,
  measureLevels,
  type RequirementGroup,
  readRequirement,
  type StatedRequirement,
} from '../jobs/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findInferredSkills, findNeededSkills, type InferredSkill, type NeededSkill } from '../skills/index.ts';

/** What a learner is measured against: a stored job, an occupation of a framework, or a requirement stated on the spot. */
export type TargetRef =
  | { readonly jobId: JobId }
  | { readonly occupationId: OccupationId }
  | { readonly requirement: StatedRequirement };

export interface Target {
  readonly requirement: RequirementGroup;
  readonly job: Job | null;
  readonly occupationId: OccupationId | null;
  /** Whether nobody stated it: it was inferred from an occupation, and each leaf says how. */
  readonly isInferred: boolean;
}

/** Inferred skills a target is made of: the surest, as a posting would list them. */
const INFERRED_AT_MOST = 50;

/**
 * The requirement tree a reference stands for. An occupation asks for its essential skills and prefers its optional ones; one whose
 * framework states none, for those inferred through crosswalks. A job without a requirement stands for what its occupation needs,
 * which its employer did not state: such leaves are UNSPECIFIED and marked.
 */
export async function findTarget(db: Db, ref: TargetRef): Promise<Result<Target, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  if ('jobId' in ref) {
    const [job] = await findJobs(db, [ref.jobId]);
    if (!job) return fail('NOT_FOUND', 'there is no job with that id', 'jobId');
    const stated = (await findRequirements(db, [ref.jobId])).get(ref.jobId);
    if (stated && leavesOf(stated).length > 0) {
      return ok({ requirement: await measureLevels(db, stated), job, occupationId: null, isInferred: false });
    }
    const inferred = job.occupationId === null ? [] : await findSkillsBehind(db, job.occupationId);
    if (inferred.length > 0) {
      return ok({ requirement: inferredRequirement(inferred), job, occupationId: null, isInferred: true });
    }
    return fail('NOT_FOUND', 'the job states no requirement, and no skills are known of its occupation', 'jobId');
  }
  if ('occupationId' in ref) {
    const needed = await findNeededSkills(db, [ref.occupationId]);
    const inferred = needed.length > 0 ? [] : await findInferredSkills(db, [ref.occupationId]);
    if (inferred.length > 0) {
      const requirement = inferredRequirement(inferred);
      return ok({ requirement, job: null, occupationId: ref.occupationId, isInferred: true });
    }
    if (needed.length === 0) {
      return fail(
        'NOT_FOUND',
        'there is no occupation with that id, or its framework states no skills for it and no crosswalk leads to any',
        'occupationId',
      );
    }
    const requirement = requirementOf(needed);
    return ok({ requirement, job: null, occupationId: ref.occupationId, isInferred: false });
  }
  const read = readRequirement(ref.requirement);
  if (!read.ok) return read;
  const requirement = await linkStated(db, read.value, 'requirement');
  if (!requirement.ok) return requirement;
  return ok({ requirement: requirement.value, job: null, occupationId: null, isInferred: false });
}

/** What an occupation is known to need, as no employer's word: its framework's statements, else what crosswalks lead to. */
async function findSkillsBehind(db: Db, occupationId: OccupationId): Promise<InferredSkill[]> {
  const needed = await findNeededSkills(db, [occupationId]);
  if (needed.length === 0) return findInferredSkills(db, [occupationId]);
  return needed.map(({ skillId, relation }) => ({
    ...{ occupationId, skillId, need: relation, confidence: 1, support: 1, path: [] },
  }));
}

function inferredRequirement(inferred: readonly InferredSkill[]): RequirementGroup {
  return {
    ...{ key: 'inferred', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1 },
    children: inferred.slice(0, INFERRED_AT_MOST).map((skill) => ({
      ...{ key: `skill-${skill.skillId}`, kind: 'SKILL', skillId: skill.skillId, weight: 1, statement: '' },
      ...{ importance: 'UNSPECIFIED', neededAtHire: true, acceptedFrom: null, inferred: skill },
    })),
  };
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
