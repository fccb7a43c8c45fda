import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { makeEvidence, makeScale, makeSkills } from '../rig/skill-world.ts';

const LEVEL = '{ level { rank } }';
const NODE = `key kind atLeast importance weight neededAtHire requiredLevel ${LEVEL} desiredLevel ${LEVEL}`;
const tree = (depth: number): string => (depth === 0 ? NODE : `${NODE} children { ${tree(depth - 1)} }`);
const ASKED = `query ($learner: ID!, $requirement: RequirementInput!) {
  scoringPolicy {
    version rungs { rung credit } relations { relation credit } importances { importance factor }
    levelBelowRequired levelAtRequired levelNotComparable metFrom
  }
  levelScales { levels { rank } }
  skillGap(learnerId: $learner, requirement: $requirement) {
    score requiredMet requiredTotal policyVersion requirement { ${tree(3)} }
    requirements { key credit isMet evidence { relation rung confidence credit meets isAccepted levelStep } }
  }
}`;

interface Node {
  readonly key: string;
  readonly kind: string;
  readonly atLeast: number | null;
  readonly importance: string;
  readonly weight: number;
  readonly neededAtHire: boolean | null;
  readonly requiredLevel: { level: { rank: number } } | null;
  readonly desiredLevel: { level: { rank: number } } | null;
  readonly children?: readonly Node[];
}
interface Status {
  readonly key: string;
  readonly evidence: readonly Evidence[];
}
interface Evidence {
  readonly relation: string;
  readonly rung: string;
  readonly confidence: number;
  readonly isAccepted: boolean;
  readonly levelStep: number | null;
}

/** Every number of an answer anew, from nothing but what the answer says. */
function computeAgain({ scoringPolicy: policy, skillGap: gap }: ReturnType<typeof JSON.parse>) {
  const figure = (list: readonly Record<string, unknown>[], by: string, key: string) =>
    Number(Object.values(list.find((each) => each[by] === key) ?? {}).find((value) => typeof value === 'number'));
  const statuses = new Map<string, Status>(gap.requirements.map((each: Status) => [each.key, each]));
  // The scale of this world counts its ranks by tens.
  const step = (level: Node['requiredLevel']) => (level === null ? null : level.level.rank / 10);

  const levelOf = (node: Node, held: number | null): { credit: number; isReached: boolean } => {
    const [required, desired] = [step(node.requiredLevel), step(node.desiredLevel)];
    if (required === null && desired === null) return { credit: 1, isReached: true };
    if (held === null) return { credit: policy.levelNotComparable, isReached: true };
    const floor = required ?? 0;
    if (held < floor) return { credit: (policy.levelBelowRequired * held) / floor, isReached: false };
    if (desired === null || held >= desired) return { credit: 1, isReached: true };
    const way = (held - floor) / (desired - floor);
    return { credit: policy.levelAtRequired + (1 - policy.levelAtRequired) * way, isReached: true };
  };
  const worth = (node: Node, { relation, rung, confidence, isAccepted, levelStep }: Evidence) => {
    const presence =
      (isAccepted ? 1 : 0) *
      figure(policy.relations, 'relation', relation) *
      confidence *
      figure(policy.rungs, 'rung', rung);
    const level = levelOf(node, levelStep);
    return { credit: presence * level.credit, meets: presence >= policy.metFrom && level.isReached };
  };
  const leaves = new Map<string, { credit: number; isMet: boolean; evidence: ReturnType<typeof worth>[] }>();
  const units = { met: 0, total: 0 };
  const visit = (node: Node, isUnit: boolean, isPreferred: boolean): { w: number; c: number; met: boolean } => {
    const preferred = isPreferred || node.importance === 'PREFERRED';
    const w = node.weight * figure(policy.importances, 'importance', node.importance);
    const isAll = node.kind === 'ALL';
    const parts = (node.children ?? []).map((child) => visit(child, isUnit && isAll, preferred));
    let [c, met] = [0, false];
    if (isAll) {
      c = parts.reduce((sum, part) => sum + part.w * part.c, 0) / parts.reduce((sum, part) => sum + part.w, 0);
      met = parts.every((part) => part.met);
    } else if (node.kind === 'ANY' || node.kind === 'AT_LEAST') {
      const n = node.atLeast ?? 1;
      const best = parts.map((part) => part.c).sort((a, b) => b - a);
      c = best.slice(0, n).reduce((sum, each) => sum + each, 0) / n;
      met = parts.filter((part) => part.met).length >= n;
    } else {
      const evidence = (statuses.get(node.key)?.evidence ?? []).map((each) => worth(node, each));
      c = Math.max(0, ...evidence.map(({ credit }) => credit));
      met = evidence.some(({ meets }) => meets);
      leaves.set(node.key, { credit: c, isMet: met, evidence });
    }
    if (isUnit && !isAll && !preferred && node.neededAtHire !== false) {
      units.total += 1;
      units.met += Number(met);
    }
    return { w, c, met };
  };
  const score = visit(gap.requirement, true, false).c;
  return { score, units, leaves };
}

describe('an answer and its explanation', () => {
  const hub = testHub();
  const world = { key: '', learner: '' };
  beforeAll(async () => {
    const { db, sql } = hub.database;
    const skills = await makeSkills(db, 'a', 'b', 'c', 'd', 'near a');
    const levels = await makeScale(db, 'house', 5);
    const [learnerId] = (await makeLearners(db, 'Blue Heron')) as [LearnerId];
    world.learner = toGlobalId('Learner', learnerId);
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    const [source] = await sql<{ id: string }[]>`
      insert into source (format, location, name) values ('esco', 'urn:edges', 'edges') returning id`;
    await sql`insert into skill_relation (from_id, kind, to_uri, to_id, confidence, source_id)
      values (${skills['near a']}, 'BROADER', 'urn:skill:a', ${skills.a}, 0.8, ${Number(source?.id)})`;
    await makeEvidence(db, learnerId, [
      { skillId: skills['near a'], rung: 'VERIFIED_UNASSESSED', ...(levels[3] && { levelId: levels[3] }) },
      { skillId: skills.a, rung: 'SELF_CLAIMED' },
      { skillId: skills.b, rung: 'VERIFIED_ASSESSED', ...(levels[1] && { levelId: levels[1] }) },
      { skillId: skills.b, rung: 'IMPORTED_UNVERIFIED', ...(levels[2] && { levelId: levels[2] }) },
      { skillId: skills.c, rung: 'ENDORSED' },
    ]);
  });
  const skill = (name: string, more: object = {}) => ({ skill: `urn:skill:${name}`, ...more });
  const level = (step: number) => ({ name: `urn:level:house:${step}` });

  test.each([
    ['one skill', skill('a')],
    ['weights and importances', { all: [skill('a', { weight: 3, importance: 'PREFERRED' }), skill('b'), skill('d')] }],
    ['levels', { all: [skill('a', { desiredLevel: level(5) }), skill('b', { requiredLevel: level(3) })] }],
    ['levels hoped for', { all: [skill('b', { requiredLevel: level(2), desiredLevel: level(4) }), skill('c')] }],
    [
      'evidence accepted',
      { all: [skill('b', { acceptedFrom: 'VERIFIED_ASSESSED' }), skill('c', { acceptedFrom: 'VERIFIED_UNASSESSED' })] },
    ],
    ['one of several', { any: [skill('d'), { all: [skill('a'), skill('d')], weight: 2 }, skill('c')] }],
    [
      'some of several',
      { all: [{ atLeast: 2, of: [skill('a'), skill('b'), skill('d')] }, skill('c', { neededAtHire: false })] },
    ],
    [
      'a preferred group',
      { all: [{ all: [skill('a'), skill('b')], importance: 'PREFERRED' }, { any: [skill('c'), skill('d')] }] },
    ],
  ])('every number follows from what is told with it: %s', async (_shape, requirement) => {
    const { data, errors } = await hub.ask(ASKED, { learner: world.learner, requirement }, { key: world.key });
    expect(errors).toBeUndefined();
    const { skillGap: gap, scoringPolicy } = data;
    const again = computeAgain(data);
    expect(gap.policyVersion).toBe(scoringPolicy.version);
    expect(gap.score).toBeCloseTo(again.score, 12);
    expect({ met: gap.requiredMet, total: gap.requiredTotal }).toEqual(again.units);
    for (const { key, credit, isMet, evidence } of gap.requirements) {
      const leaf = again.leaves.get(key);
      expect(credit).toBeCloseTo(leaf?.credit ?? Number.NaN, 12);
      expect(isMet).toBe(leaf?.isMet);
      evidence.forEach((each: { credit: number; meets: boolean }, index: number) => {
        expect(each.credit).toBeCloseTo(leaf?.evidence[index]?.credit ?? Number.NaN, 12);
        expect(each.meets).toBe(leaf?.evidence[index]?.meets);
      });
    }
  });

  test('the policy says its rules in words, and its version', async () => {
    const { data } = await hub.ask('{ scoringPolicy { version formula rungs { rung credit } } }', {}, { key: null });
    expect(data.scoringPolicy.version).toBe(2);
    expect(data.scoringPolicy.formula.length).toBeGreaterThan(5);
    expect(data.scoringPolicy.rungs[0]).toEqual({ rung: 'VERIFIED_ASSESSED', credit: 1 });
  });
});
