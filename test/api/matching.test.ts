import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { testHub } from '../rig/hub.ts';
import { readmeBlocks } from '../rig/readme.ts';

const skill = (key: string) => `https://tessera.example/skills/${key}`;

describe('the demo world: gap, plan, candidates and consent', () => {
  const hub = testHub();
  const world = { amina: '', aminaKey: '', lakeviewKey: '', otherEmployerKey: '', job: '' };

  beforeAll(async () => {
    await seedDemo(hub.database);
    const amina = await findLearnerByKey(hub.database.db, 'learner-amina');
    const jobs = await findJobsBy(hub.database.db, {}, { first: 20, after: null });
    const analyst = jobs.find(({ positionId }) => positionId === 'da-01');
    const other = jobs.find(({ positionId }) => positionId === 'psw-01');
    const employer = (organizationId: OrganizationId | undefined) =>
      hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId });
    world.amina = toGlobalId('Learner', amina?.id ?? 0);
    world.job = toGlobalId('Job', analyst?.id ?? 0);
    world.aminaKey = await hub.makeKey({ name: 'amina', role: 'LEARNER', learnerId: amina?.id as LearnerId });
    world.lakeviewKey = await employer(analyst?.employerId);
    world.otherEmployerKey = await employer(other?.employerId);
  });

  const GAP = `query ($learner: ID!, $job: ID, $requirement: RequirementInput, $asOf: DateTime) {
    skillGap(learnerId: $learner, jobId: $job, requirement: $requirement, asOf: $asOf) {
      requiredMet requiredTotal score learner { displayName }
      requirements { label state credit isMet reason evidence { relation rung badge { name } skill { label } } }
      gaps { label }
    }
  }`;
  const states = (gap: { requirements: { label: string; state: string }[] }) =>
    Object.fromEntries(gap.requirements.map(({ label, state }) => [label, state]));

  test('a learner sees the state of every requirement and why', async () => {
    const { data } = await hub.ask(GAP, { learner: world.amina, job: world.job }, { key: world.aminaKey });
    expect(states(data.skillGap)).toEqual({
      'Clean and validate data sets': 'VERIFIED',
      'Query relational databases with SQL': 'MISSING',
      'Present findings visually': 'VERIFIED',
      'Analyse data statistically': 'MISSING',
      'Analyse data with Python': 'MISSING',
      'Ethics of data use': 'CLAIMED',
    });
    expect({ met: data.skillGap.requiredMet, total: data.skillGap.requiredTotal }).toEqual({ met: 2, total: 4 });
    expect(data.skillGap.requirements[0]).toMatchObject({
      credit: 1,
      isMet: true,
      reason: 'Shown by the badge “Cleaning Data for Analysis” from Grand Rapids College, verified.',
      evidence: [{ relation: 'SAME', rung: 'VERIFIED_ASSESSED', badge: { name: 'Cleaning Data for Analysis' } }],
    });
    expect(data.skillGap.gaps.map(({ label }: { label: string }) => label)).toContain(
      'Query relational databases with SQL',
    );
  });

  test('README shows what the hub answers', async () => {
    const [query = '', answer = ''] = [readmeBlocks('graphql')[0], readmeBlocks('json')[0]];
    const { data } = await hub.ask(query, { learner: world.amina, job: world.job }, { key: world.aminaKey });
    // When a course runs depends on the day on which the demo world is made.
    const undated = (value: string) => JSON.parse(value.replaceAll(/\d{4}-\d{2}-\d{2}/gu, 'DAY'));
    expect(undated(JSON.stringify(data))).toEqual(undated(answer));
  });

  test('reasons come in French', async () => {
    const { data } = await hub.ask(
      GAP,
      { learner: world.amina, job: world.job },
      { key: world.aminaKey, language: 'fr' },
    );
    expect(data.skillGap.requirements[1]).toMatchObject({
      label: 'Interroger des bases de données relationnelles en SQL',
      reason: 'Aucun badge ni déclaration ne la démontre.',
    });
  });

  test('asOf decides validity: before a badge was issued it shows nothing', async () => {
    const { data } = await hub.ask(
      GAP,
      { learner: world.amina, job: world.job, asOf: '2020-01-01T00:00:00Z' },
      { key: world.aminaKey },
    );
    expect(states(data.skillGap)['Clean and validate data sets']).toBe('MISSING');
  });

  test('a stated requirement reaches a skill of another framework through the crosswalk, as inferred', async () => {
    const requirement = { all: [{ skill: skill('clean-and-validate-data-sets') }, { skill: 'no such skill at all' }] };
    const { data } = await hub.ask(GAP, { learner: world.amina, requirement }, { key: world.aminaKey });
    expect(states(data.skillGap)).toEqual({
      'Clean and validate data sets': 'VERIFIED',
      'no such skill at all': 'UNRESOLVED',
    });
    expect({ met: data.skillGap.requiredMet, total: data.skillGap.requiredTotal }).toEqual({ met: 1, total: 2 });
    expect(data.skillGap.gaps).toEqual([{ label: 'no such skill at all' }]);
  });

  test('recommendations name the credentials that close the gap at least cost, with reasons', async () => {
    const { data } = await hub.ask(
      `query ($learner: ID!, $job: ID!) {
        recommendations(learnerId: $learner, jobId: $job) {
          plans { costCents isOptimal requiredMetBefore requiredMetAfter requiredTotal steps { credential { name } closes reasons } }
          open { reason }
        }
      }`,
      { learner: world.amina, job: world.job },
      { key: world.aminaKey },
    );
    const { plans, open } = data.recommendations;
    expect(open).toEqual([]);
    expect(plans[0]).toMatchObject({
      costCents: 86_500,
      isOptimal: true,
      requiredMetBefore: 2,
      requiredMetAfter: 4,
      requiredTotal: 4,
    });
    expect(
      plans[0].steps.map(({ credential, closes }: { credential: { name: string }; closes: string[] }) => [
        credential.name,
        closes,
      ]),
    ).toEqual([
      ['SQL for Working Analysts', ['Query relational databases with SQL']],
      ['Statistics at Work', ['Analyse data statistically']],
    ]);
    expect(plans[0].steps[0].reasons).toContain(
      'Counts toward “Certificate in Applied Data Analytics”: 3 of 4 parts with this plan.',
    );
    expect(plans.length).toBeGreaterThan(1);
  });

  test('limits hold, and what they leave open is said', async () => {
    const { data } = await hub.ask(
      `query ($learner: ID!, $job: ID!) {
        recommendations(learnerId: $learner, jobId: $job, constraints: { maxCostCents: 40000 }) {
          plans { costCents steps { credential { name } } } open { reason requirement { label } }
        }
      }`,
      { learner: world.amina, job: world.job },
      { key: world.aminaKey },
    );
    const { plans, open } = data.recommendations;
    expect(plans[0]).toEqual({ costCents: 34_500, steps: [{ credential: { name: 'SQL for Working Analysts' } }] });
    expect(open).toContainEqual({ reason: 'OUTSIDE_LIMITS', requirement: { label: 'Analyse data statistically' } });
  });

  const CANDIDATES = `query ($job: ID, $requirement: RequirementInput) {
    candidates(jobId: $job, requirement: $requirement, first: 100) { nodes { learner { id displayName } requirements { label state } } }
  }`;
  const seesAmina = async (key: string) => {
    const requirement = { skill: skill('clean-and-validate-data-sets') };
    const { data } = await hub.ask(CANDIDATES, { requirement }, { key });
    return data.candidates.nodes.find(({ learner }: { learner: { id: string } }) => learner.id === world.amina) ?? null;
  };

  test('an employer sees who consented, by name where shown, and never a missing', async () => {
    const { data } = await hub.ask(CANDIDATES, { job: world.job }, { key: world.lakeviewKey });
    const found = data.candidates.nodes.find(({ learner }: { learner: { id: string } }) => learner.id === world.amina);
    expect(found.learner.displayName).toBe('Amina Okafor');
    const all = data.candidates.nodes.flatMap(({ requirements }: { requirements: { state: string }[] }) =>
      requirements.map(({ state }) => state),
    );
    expect(all).toContain('NOT_DISCLOSED');
    expect(all).not.toContain('MISSING');
    expect(await seesAmina(world.otherEmployerKey)).toBeNull();
    const foreign = await hub.ask(CANDIDATES, { job: world.job }, { key: world.otherEmployerKey });
    expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a hidden badge and a revoked consent are gone from the next query, and come back when given again', async () => {
    const { data } = await hub.ask(
      '{ viewer { learner { badges { id name } consents { id } } } }',
      {},
      { key: world.aminaKey },
    );
    const badge = data.viewer.learner.badges.find(
      ({ name }: { name: string }) => name === 'Cleaning Data for Analysis',
    );
    const setVisibility = (visibility: string) =>
      hub.ask(
        'mutation ($input: SetBadgeVisibilityInput!) { setBadgeVisibility(input: $input) { badge { visibility } errors { code } } }',
        { input: { badgeId: badge.id, visibility } },
        { key: world.aminaKey },
      );
    expect(await seesAmina(world.lakeviewKey)).not.toBeNull();
    await setVisibility('PRIVATE');
    expect(await seesAmina(world.lakeviewKey)).toBeNull();
    await setVisibility('BY_GRANT');
    expect(await seesAmina(world.lakeviewKey)).not.toBeNull();

    const revoke =
      'mutation ($id: ID!) { revokeConsent(input: { id: $id }) { consentGrant { revokedAt } errors { code } } }';
    for (const { id } of data.viewer.learner.consents) await hub.ask(revoke, { id }, { key: world.aminaKey });
    expect(await seesAmina(world.lakeviewKey)).toBeNull();
    const hidden = await hub.ask(GAP, { learner: world.amina, job: world.job }, { key: world.lakeviewKey });
    expect(hidden.errors?.[0]?.extensions.code).toBe('NOT_FOUND');

    const grant = `mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { consentGrant { id } errors { code field } } }`;
    const input = {
      audience: 'ANY_EMPLOYER',
      scope: 'ALL_BADGES',
      purpose: 'Looking for work',
      endsAt: new Date(Date.now() + 86_400_000),
    };
    expect((await hub.ask(grant, { input }, { key: world.aminaKey })).data.grantConsent.errors).toEqual([]);
    const seen = await seesAmina(world.otherEmployerKey);
    expect(seen.learner.displayName).toBeNull();
    const named = await hub.ask(grant, { input: { ...input, showsName: true } }, { key: world.aminaKey });
    expect(named.data.grantConsent.errors).toEqual([{ code: 'BAD_USER_INPUT', field: 'input.showsName' }]);
  });

  test('a badge handed in shows at once, unverified; what is none is refused', async () => {
    const document = (recipient: string) => ({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: 'urn:uuid:handed-in',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: 'https://issuer.example', name: 'Issuer' },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: recipient,
        achievement: {
          id: 'https://issuer.example/a',
          name: 'Query work',
          alignment: [{ targetName: 'SQL querying', targetUrl: 'https://issuer.example/x' }],
        },
      },
    });
    const mutation = `mutation ($document: JSONObject!) {
      importBadge(input: { document: $document }) {
        badge { name verification alignments { kind rule how skill { label } } } errors { code field message }
      }
    }`;
    const handed = await hub.ask(
      mutation,
      { document: document('did:example:learner-amina') },
      { key: world.aminaKey },
    );
    expect(handed.data.importBadge).toEqual({
      errors: [],
      badge: {
        ...{ name: 'Query work', verification: 'UNVERIFIED' },
        alignments: [
          {
            kind: 'SKILL',
            rule: 'NAMES_LOADED_SKILL',
            how: 'ALIAS',
            skill: { label: 'Query relational databases with SQL' },
          },
        ],
      },
    });
    const gap = await hub.ask(GAP, { learner: world.amina, job: world.job }, { key: world.aminaKey });
    expect(states(gap.data.skillGap)['Query relational databases with SQL']).toBe('CLAIMED');

    const broken = await hub.ask(mutation, { document: { type: ['OpenBadgeCredential'] } }, { key: world.aminaKey });
    expect(broken.data.importBadge.errors[0].code).toBe('BADGE_UNREADABLE');
  });

  test.each([
    ['nothing stated', {}, 'requirement'],
    ['two forms at once', { skill: 'a', all: [{ skill: 'b' }] }, 'requirement'],
    ['an empty group', { all: [] }, 'requirement.all'],
    ['a weight of nothing', { all: [{ skill: 'a', weight: 0 }] }, 'requirement.all[0].weight'],
    ['more than there are', { atLeast: 3, of: [{ skill: 'a' }, { skill: 'b' }] }, 'requirement.atLeast'],
  ])('a requirement with %s is refused at its place', async (_case, requirement, field) => {
    const { errors } = await hub.ask(CANDIDATES, { requirement }, { key: world.lakeviewKey });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  });
});
