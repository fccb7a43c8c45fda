import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';

const skill = (key: string) => `https://tessera.example/skills/${key}`;
const credential = (key: string) => `urn:tessera:credential:${key}`;

const PLANS = `query ($learner: ID!, $requirement: RequirementInput!, $constraints: PlanConstraints, $asOf: DateTime) {
  recommendations(learnerId: $learner, requirement: $requirement, constraints: $constraints, asOf: $asOf) {
    gap { requirements { state } }
    plans { costCents steps { credential { name } reasons } }
    open { reason }
  }
}`;

interface Plans {
  readonly gap: { readonly requirements: readonly { readonly state: string }[] };
  readonly plans: readonly {
    readonly costCents: number;
    readonly steps: readonly { readonly credential: { readonly name: string }; readonly reasons: readonly string[] }[];
  }[];
  readonly open: readonly { readonly reason: string }[];
}

describe('plans rest on what their reader sees held, and promise what badges give', () => {
  const hub = testHub();
  const world = { lucas: '', lucasKey: '', employerKey: '' };

  beforeAll(async () => {
    await seedDemo(hub.database);
    const lucas = await findLearnerByKey(hub.database.db, 'learner-lucas');
    const [job] = await findJobsBy(hub.database.db, { positionId: 'da-01' }, { first: 1, after: null });
    world.lucas = toGlobalId('Learner', lucas?.id ?? 0);
    world.lucasKey = await hub.makeKey({ name: 'lucas', role: 'LEARNER', learnerId: lucas?.id as LearnerId });
    world.employerKey = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: job?.employerId });
  });

  async function plan(requirement: object, options: { key?: string; constraints?: object; asOf?: string } = {}) {
    const { key = world.lucasKey, ...more } = options;
    const { data } = await hub.ask(PLANS, { learner: world.lucas, requirement, ...more }, { key });
    return data.recommendations as Plans;
  }
  const summary = ({ gap, plans: [first], open }: Plans) => ({
    states: gap.requirements.map(({ state }) => state),
    cost: first?.costCents ?? null,
    steps: (first?.steps ?? []).map((step) => step.credential.name),
    open: open.map(({ reason }) => reason),
  });

  let handedIn = 0;
  /** A badge of a credential, without alignments of its own. */
  async function handIn(achievement: string, stated: { status?: string; visibility?: string } = {}) {
    handedIn += 1;
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: `urn:uuid:plans-${handedIn}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      // The provider's own word: another's brings nothing of its credential.
      issuer: { id: `urn:tessera:provider:${achievement.split(':')[0]}`, name: 'Issuer' },
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: 'did:example:learner-lucas',
        achievement: { id: credential(achievement), name: achievement },
        ...(stated.status && { result: [{ type: ['Result'], status: stated.status }] }),
      },
    };
    const { data } = await hub.ask(
      'mutation ($document: JSONObject!) { importBadge(input: { document: $document }) { badge { id } errors { message } } }',
      { document },
      { key: world.lucasKey },
    );
    expect(data.importBadge.errors).toEqual([]);
    const { id } = data.importBadge.badge;
    if (stated.visibility) {
      await hub.ask(
        'mutation ($input: SetBadgeVisibilityInput!) { setBadgeVisibility(input: $input) { errors { code } } }',
        { input: { badgeId: id, visibility: stated.visibility } },
        { key: world.lucasKey },
      );
    }
    return id as string;
  }

  test('to an employer a hidden badge is as if it were not there', async () => {
    const requirement = { credential: credential('northgate:help-desk') };
    const before = summary(await plan(requirement, { key: world.employerKey }));
    await handIn('northgate:help-desk', { visibility: 'PRIVATE' });
    expect(summary(await plan(requirement, { key: world.employerKey }))).toEqual(before);
    expect(before).toMatchObject({ states: ['NOT_DISCLOSED'], open: [] });
    expect(before.steps.length).toBe(1);
    expect(summary(await plan(requirement)).states).toEqual(['CLAIMED']);
  });

  test('who may not know the name is shown neither the document nor its address', async () => {
    const ask = async (key: string | null, id: string) =>
      (await hub.ask('query ($id: ID!) { node(id: $id) { ... on Badge { name uri document } } }', { id }, { key })).data
        .node;
    const id = await handIn('c-taiga:hot-work-safety');
    expect(await ask(world.employerKey, id)).toEqual({ name: 'c-taiga:hot-work-safety', uri: null, document: null });
    expect(await ask(world.lucasKey, id)).toMatchObject({ document: { id: `urn:uuid:plans-${handedIn}` } });
    const open = await handIn('c-taiga:visual-weld-inspection', { visibility: 'PUBLIC' });
    expect(await ask(null, open)).toEqual({ name: 'c-taiga:visual-weld-inspection', uri: null, document: null });
    const amina = await findLearnerByKey(hub.database.db, 'learner-amina');
    const otherKey = await hub.makeKey({ name: 'amina', role: 'LEARNER', learnerId: amina?.id as LearnerId });
    expect(await ask(otherKey, open)).toEqual({ name: 'c-taiga:visual-weld-inspection', uri: null, document: null });
    expect(await ask(otherKey, id)).toBeNull();
  });

  test('a badge that was not achieved is no credential held', async () => {
    await handIn('quinte-shore:javascript-first', { status: 'Failed' });
    expect(summary(await plan({ credential: credential('quinte-shore:javascript-first') }))).toMatchObject({
      states: ['MISSING'],
      steps: ['Pages with HTML and CSS', 'JavaScript First Course'],
      open: [],
    });
  });

  test('what a badge shows is what the plan for its credential promised', async () => {
    const requirement = { skill: skill('normalize-tables') };
    expect(summary(await plan(requirement))).toMatchObject({
      states: ['MISSING'],
      steps: ['SQL for Working Analysts'],
    });
    await handIn('grand-river:sql-essentials');
    expect(summary(await plan(requirement))).toMatchObject({ states: ['CLAIMED'], steps: [], open: [] });
  });

  test('a badge that only waits to be verified is not to be earned again', async () => {
    const acceptedFrom = 'VERIFIED_UNASSESSED';
    const held = { states: ['CLAIMED'], cost: null, steps: [], open: ['HELD_UNVERIFIED'] };
    expect(summary(await plan({ credential: credential('grand-river:sql-essentials'), acceptedFrom }))).toEqual(held);
    expect(summary(await plan({ skill: skill('query-relational-databases-with-sql'), acceptedFrom }))).toEqual(held);
    const earlier = await plan(
      { credential: credential('grand-river:sql-essentials') },
      { asOf: '2020-01-01T00:00:00Z' },
    );
    expect(summary(earlier)).toMatchObject({ states: ['MISSING'], steps: ['SQL for Working Analysts'], open: [] });
    const first = await plan(
      { credential: credential('grand-river:sql-essentials') },
      { asOf: '0000-01-01T00:00:00Z' },
    );
    expect(summary(first)).toEqual(summary(earlier));
  });

  test('words that name nothing stay open and say so', async () => {
    const requirement = { all: [{ skill: skill('think-critically') }, { skill: 'no such skill at all' }] };
    expect(summary(await plan(requirement)).open).toContain('UNRESOLVED');
  });

  test('a skill asked for at the door is brought by another credential, when that is the cheapest way', async () => {
    const run = await importInto(hub.database, 'catalogue-csv', {
      'door.csv': [
        'provider_id,provider_name_en,credential_id,title_en,assessed,cost,skills_assessed,skills_required',
        `door,Door College,advanced,Advanced budgeting,YES,10.00,${skill('manage-budgets')},Give first aid and CPR`,
        `door,Door College,aid,First aid at the door,YES,5.00,${skill('give-first-aid-and-cpr')},`,
      ].join('\n'),
    });
    expect(run.state).toBe('COMPLETED');
    const found = await plan({ skill: skill('manage-budgets') });
    expect(summary(found)).toMatchObject({
      cost: 1_500,
      steps: ['First aid at the door', 'Advanced budgeting'],
      open: [],
    });
    expect(found.plans[0]?.steps[0]?.reasons).toContain('Needed before “Advanced budgeting”.');
    const limited = await plan({ skill: skill('manage-budgets') }, { constraints: { maxCostCents: 1_000 } });
    expect(summary(limited)).toMatchObject({ steps: [], open: ['OUTSIDE_LIMITS'] });
  });

  test('a certificate is earned by its parts, those held counted', async () => {
    const certificate = { credential: credential('grand-river:cert-data') };
    const { steps } = summary(await plan(certificate));
    expect(steps.at(-1)).toBe('Certificate in Applied Data Analytics');
    // Of four parts one, SQL, was handed in above.
    expect(steps.length).toBe(4);
    expect(steps).not.toContain('SQL for Working Analysts');
  });

  test.each(['maxCostCents', 'maxHours', 'maxCredentials'])('a negative %s is refused at its place', async (limit) => {
    const variables = { learner: world.lucas, requirement: { skill: 'x' }, constraints: { [limit]: -1 } };
    const { errors } = await hub.ask(PLANS, variables, { key: world.lucasKey });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: `constraints.${limit}` });
  });
});
