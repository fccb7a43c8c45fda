import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId, LevelId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';
import { makeEvidence, makeScale, makeSkills } from '../rig/skill-world.ts';

const GAP = `query ($learner: ID!, $requirement: RequirementInput!) {
  skillGap(learnerId: $learner, requirement: $requirement) {
    score requiredMet requiredTotal
    requirements { state credit isMet level reason evidence { level { name(language: "en") } levelStep levelStanding levelCredit meets } }
  }
}`;
const MAP = `mutation ($input: MapLevelsInput!) { mapLevels(input: $input) {
  scale { uri levels { rank countsAs { source level { rank } } } } errors { code field message } } }`;

describe('levels in scores', () => {
  const hub = testHub();
  const world = { key: '', employer: '', learner: '', house: [] as LevelId[], guild: [] as LevelId[] };
  beforeAll(async () => {
    const { db } = hub.database;
    const skills = await makeSkills(db, 'welding', 'brazing', 'filing');
    world.house = await makeScale(db, 'house', 5);
    world.guild = await makeScale(db, 'guild', 3);
    const [learnerId] = (await makeLearners(db, 'Blue Heron')) as [LearnerId];
    world.learner = toGlobalId('Learner', learnerId);
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    const { employer } = await makeOrganizations(db, { employer: 'EMPLOYER' });
    world.employer = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: employer });
    await makeEvidence(db, learnerId, [
      { skillId: skills.welding, rung: 'VERIFIED_ASSESSED', levelId: world.house[2] as LevelId },
      { skillId: skills.brazing, rung: 'VERIFIED_ASSESSED', levelId: world.guild[1] as LevelId },
      { skillId: skills.filing, rung: 'VERIFIED_ASSESSED' },
    ]);
  });
  const at = (step: number, scale = 'house') => ({ name: `urn:level:${scale}:${step}` });
  const standing = async (requirement: object) => {
    const { data } = await hub.ask(GAP, { learner: world.learner, requirement }, { key: world.key });
    const [only] = data.skillGap.requirements;
    return { level: only.level, isMet: only.isMet, credit: only.credit, reason: only.reason, evidence: only.evidence };
  };

  test.each([
    ['the level asked', { requiredLevel: at(3) }, 'REACHED', true, 1],
    ['a lower one', { requiredLevel: at(1) }, 'REACHED', true, 1],
    ['a higher one', { requiredLevel: at(4) }, 'BELOW_REQUIRED', false, 0.5 * (3 / 4)],
    ['a higher one desired', { requiredLevel: at(2), desiredLevel: at(4) }, 'BELOW_DESIRED', true, 0.8 + 0.2 / 2],
    ['only a desired one', { desiredLevel: at(4) }, 'BELOW_DESIRED', true, 0.8 + 0.2 * (3 / 4)],
    ['both reached', { requiredLevel: at(2), desiredLevel: at(3) }, 'REACHED', true, 1],
    ['words of no scale', { requiredLevel: { name: 'rather good' } }, 'LEVEL_NOT_COMPARABLE', true, 1],
    ['another scale', { requiredLevel: at(3, 'guild') }, 'LEVEL_NOT_COMPARABLE', true, 1],
    ['none', {}, null, true, 1],
  ])('against %s', async (_asked, levels, level, isMet, credit) => {
    const found = await standing({ skill: 'urn:skill:welding', ...levels });
    expect(found).toMatchObject({ level, isMet });
    expect(found.credit).toBeCloseTo(credit, 12);
    expect(found.evidence[0]).toMatchObject({ level: { name: 'house 3' }, levelStanding: level, meets: isMet });
  });

  test('evidence that names no level counts by its presence, and says so', async () => {
    expect(await standing({ skill: 'urn:skill:filing', requiredLevel: at(5) })).toMatchObject({
      ...{ level: 'LEVEL_NOT_COMPARABLE', isMet: true, credit: 1 },
      reason: expect.stringContaining('cannot be compared'),
    });
  });

  test('the reason names the level held and the one asked for', async () => {
    const { reason } = await standing({ skill: 'urn:skill:welding', requiredLevel: at(4) });
    expect(reason).toContain('“house 3”');
    expect(reason).toContain('“house 4”');
  });

  test('a stored map compares two scales, one way, until it is taken back', async () => {
    const id = (level: LevelId | undefined) => toGlobalId('Level', level ?? 0);
    const asked = { skill: 'urn:skill:brazing', requiredLevel: at(4) };
    const map = (pairs: object[]) =>
      hub.ask(MAP, {
        input: { fromScale: 'urn:scale:guild', toScale: 'urn:scale:house', source: 'The guild’s table of 2025', pairs },
      });
    expect((await standing(asked)).level).toBe('LEVEL_NOT_COMPARABLE');
    const { data } = await map([
      { fromId: id(world.guild[0]), toId: id(world.house[1]) },
      { fromId: id(world.guild[1]), toId: id(world.house[2]) },
    ]);
    expect(data.mapLevels).toMatchObject({
      errors: [],
      scale: {
        uri: 'urn:scale:guild',
        levels: [
          { rank: 10, countsAs: [{ source: 'The guild’s table of 2025', level: { rank: 20 } }] },
          { rank: 20, countsAs: [{ level: { rank: 30 } }] },
          { rank: 30, countsAs: [] },
        ],
      },
    });
    expect(await standing(asked)).toMatchObject({ level: 'BELOW_REQUIRED', isMet: false, credit: 0.375 });
    expect(await standing({ ...asked, requiredLevel: at(3) })).toMatchObject({ level: 'REACHED', isMet: true });
    // The map says nothing of the other direction.
    expect((await standing({ skill: 'urn:skill:welding', requiredLevel: at(3, 'guild') })).level).toBe(
      'LEVEL_NOT_COMPARABLE',
    );
    await map([]);
    expect((await standing(asked)).level).toBe('LEVEL_NOT_COMPARABLE');
  });

  test.each([
    ['an unknown scale', { fromScale: 'urn:nowhere' }, 'NOT_FOUND', 'input.fromScale'],
    ['a scale onto itself', { toScale: 'urn:scale:guild' }, 'NOT_FOUND', 'input.toScale'],
    ['nobody’s word', { source: ' ' }, 'BAD_USER_INPUT', 'input.source'],
    ['a level of another scale', { pairs: [[1, 1, 'house']] }, 'BAD_USER_INPUT', 'input.pairs[0]'],
    [
      'a level twice',
      {
        pairs: [
          [0, 0],
          [0, 1],
        ],
      },
      'BAD_USER_INPUT',
      'input.pairs[1]',
    ],
    [
      'a higher level as less',
      {
        pairs: [
          [0, 2],
          [1, 1],
        ],
      },
      'BAD_USER_INPUT',
      'input.pairs[1]',
    ],
  ])('a map with %s is refused at its place', async (_fault, wrong, code, field) => {
    const stated = 'pairs' in wrong ? (wrong.pairs as [number, number, string?][]) : [[0, 0] as const];
    const pairs = stated.map(([from, to, scale]) => ({
      fromId: toGlobalId('Level', (scale === 'house' ? world.house : world.guild)[from] ?? 0),
      toId: toGlobalId('Level', world.house[to] ?? 0),
    }));
    const input = { fromScale: 'urn:scale:guild', toScale: 'urn:scale:house', source: 'a table', ...wrong, pairs };
    const { data } = await hub.ask(MAP, { input });
    expect(data.mapLevels).toMatchObject({ scale: null, errors: [{ code, field }] });
  });

  test('only administrators map scales', async () => {
    const input = { fromScale: 'urn:scale:guild', toScale: 'urn:scale:house', source: 'mine', pairs: [] };
    const { errors } = await hub.ask(MAP, { input }, { key: world.employer });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a desired level below the required one is refused where it is stated', async () => {
    const requirement = { all: [{ skill: 'urn:skill:welding', requiredLevel: at(4), desiredLevel: at(2) }] };
    const gap = await hub.ask(GAP, { learner: world.learner, requirement }, { key: world.key });
    expect(gap.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'requirement' });
    const publish = `mutation ($input: PublishJobInput!) { publishJob(input: $input) { errors { code field } } }`;
    const input = { positionId: 'w-1', title: 'Welder', requirement };
    const { data } = await hub.ask(publish, { input }, { key: world.employer });
    expect(data.publishJob.errors).toEqual([{ code: 'BAD_USER_INPUT', field: 'input.requirement' }]);
  });
});
