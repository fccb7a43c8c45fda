import { beforeAll, describe, expect, test } from 'vitest';
import { credential, credentialSkill } from '../../src/credentials/tables.ts';
import type { CredentialId, LearnerId, SkillId } from '../../src/db/ids.ts';
import { testHub } from '../rig/hub.ts';
import { makeGrant, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';
import { makeEvidence, makeScale, makeSkills } from '../rig/skill-world.ts';

const CANDIDATES = `query ($requirement: RequirementInput!, $filter: CandidateFilter) {
  candidates(requirement: $requirement, filter: $filter) {
    totalCount
    pool { lookedAt notDisclosed }
    requirement { children { key } }
    nodes {
      learner { pseudonym displayName } score allRequiredMet requirements { key isMet }
      nearest { credential { name } costCents hours asksFirst score closes }
    }
  }
}`;

describe('what employers ask of candidates', () => {
  const hub = testHub();
  const world = { employer: '' };
  beforeAll(async () => {
    const { db, sql } = hub.database;
    const skills = await makeSkills(db, 'a', 'b', 'c');
    const levels = await makeScale(db, 'house', 3);
    const [verified, claiming, near, far, ...hidden] = (await makeLearners(
      db,
      ...['Verified Vole', 'Claiming Crane', 'Near Newt', 'Far Fox'],
      ...Array.from({ length: 12 }, (_, index) => `Hidden ${index}`),
    )) as [LearnerId, LearnerId, LearnerId, LearnerId, ...LearnerId[]];
    const { employer, provider } = await makeOrganizations(db, { employer: 'EMPLOYER', provider: 'PROVIDER' });
    world.employer = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: employer });
    for (const learner of [verified, claiming, near, far]) await makeGrant(db, learner, { audience: 'ANY_EMPLOYER' });
    await sql`update learner set region = 'CA-ON', language = 'fr-CA' where id = ${verified}`;
    await sql`update learner set region = 'CA-QC', language = 'french' where id = ${claiming}`;
    const at = (step: number) => (levels[step - 1] === undefined ? {} : { levelId: levels[step - 1] });
    const show = (
      learner: LearnerId,
      rung: 'VERIFIED_ASSESSED' | 'IMPORTED_UNVERIFIED',
      ...shown: [SkillId, object?][]
    ) =>
      makeEvidence(
        db,
        learner,
        shown.map(([skillId, more]) => ({ skillId, rung, ...more })),
      );
    await show(verified, 'VERIFIED_ASSESSED', [skills.a, at(3)], [skills.b], [skills.c]);
    await show(claiming, 'IMPORTED_UNVERIFIED', [skills.a, at(1)], [skills.b], [skills.c]);
    await show(near, 'VERIFIED_ASSESSED', [skills.a], [skills.b]);
    await show(far, 'VERIFIED_ASSESSED', [skills.a]);
    await show(hidden[0] as LearnerId, 'VERIFIED_ASSESSED', [skills.a], [skills.b], [skills.c]);

    const course = async (name: string, costCents: number | null, totalHours: number, ...taught: SkillId[]) => {
      const [row] = await db
        .insert(credential)
        .values({
          ...{ uri: `urn:credential:${name}`, name: { en: name }, type: 'MICRO_CREDENTIAL', providerId: provider },
          ...{ costCents, currency: 'CAD', totalHours, assessed: 'YES' },
        })
        .returning({ id: credential.id });
      const credentialId = row?.id as CredentialId;
      for (const skillId of taught) {
        await db.insert(credentialSkill).values({
          ...{ credentialId, skillId, relation: 'ASSESSES', how: 'URI', statement: `urn:skill:${skillId}` },
        });
      }
    };
    await course('Dear C', 90_000, 20, skills.c);
    await course('Cheap C', 20_000, 40, skills.c);
    await course('Unpriced C', null, 1, skills.c);
    await course('Only B', 100, 1, skills.b);
  });

  const skill = (name: string, more: object = {}) => ({ skill: `urn:skill:${name}`, ...more });
  const ALL = { all: [skill('a'), skill('b'), skill('c')] };
  const ask = async (filter: object = {}, requirement: object = ALL) => {
    const { data, errors } = await hub.ask(CANDIDATES, { requirement, filter }, { key: world.employer });
    expect(errors).toBeUndefined();
    return data.candidates;
  };
  const names = ({ nodes }: { nodes: { learner: { pseudonym: string } }[] }) =>
    nodes.map(({ learner }) => learner.pseudonym);

  test.each<[string, object, string[]]>([
    ['nobody is left out without one', {}, ['Verified Vole', 'Claiming Crane', 'Near Newt', 'Far Fox']],
    ['all required met', { allRequiredMet: true }, ['Verified Vole', 'Claiming Crane']],
    ['verified badges alone', { verifiedOnly: true, allRequiredMet: true }, ['Verified Vole']],
    ['a least score', { minScore: 0.6 }, ['Verified Vole', 'Near Newt']],
    ['a region', { region: 'CA-ON' }, ['Verified Vole']],
    ['a language, and not one that begins alike', { language: 'FR' }, ['Verified Vole']],
    ['one credential away', { isNearMiss: true }, ['Near Newt']],
    ['a region nobody is of', { region: 'CA-BC' }, []],
  ])('a filter: %s', async (_filter, filter, expected) => {
    const page = await ask(filter);
    expect(names(page)).toEqual(expected);
    expect(page.totalCount).toBe(expected.length);
  });

  test('levels: only who shows the required one, comparably', async () => {
    const requirement = { all: [skill('a', { requiredLevel: { name: 'urn:level:house:2' } })] };
    expect(names(await ask({}, requirement))).toHaveLength(4);
    expect(names(await ask({ levelsReached: true }, requirement))).toEqual(['Verified Vole']);
  });

  test('a near miss names the cheapest credential that is enough, with its cost, its hours and what it closes', async () => {
    const { nodes, requirement } = await ask();
    const nearest = Object.fromEntries(
      nodes.map((each: { learner: { pseudonym: string }; nearest: unknown }) => [each.learner.pseudonym, each.nearest]),
    );
    expect(nearest).toEqual({
      'Verified Vole': null,
      'Claiming Crane': null,
      'Near Newt': {
        ...{ credential: { name: 'Cheap C' }, costCents: 20_000, hours: 40, asksFirst: false, score: 1 },
        closes: [requirement.children[2].key],
      },
      'Far Fox': null,
    });
  });

  test('says out of how many, and who shows nothing is counted and not named', async () => {
    const { pool, nodes } = await ask();
    expect(pool).toEqual({ lookedAt: 4, notDisclosed: 12 });
    expect(JSON.stringify(nodes)).not.toContain('Hidden');
    await hub.database
      .sql`delete from learner where pseudonym = 'Hidden 11' or pseudonym = 'Hidden 10' or pseudonym = 'Hidden 9'`;
    expect((await ask()).pool).toEqual({ lookedAt: 4, notDisclosed: null });
  });

  test('candidates stay pseudonymous', async () => {
    const { nodes } = await ask();
    for (const { learner } of nodes) expect(learner.displayName).toBeNull();
  });
});
