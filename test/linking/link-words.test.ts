import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { type Hub, testHub, until } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';
import { importFramework, OFFICE } from '../rig/small-framework.ts';

const REVIEWS = `query ($filter: LinkReviewFilter) { linkReviews(filter: $filter, first: 100) { totalCount nodes {
  id kind state words isByRule requirements credentialSkills learners skill { uri } candidates { confidence how skill { uri } } } } }`;
const ACCEPT = `mutation ($reviews: [LinkAcceptanceInput!]!) { acceptLinkReviews(input: { reviews: $reviews }) {
  results { id review { state isByRule skill { uri } } error { code field } } errors { code field } } }`;
const REJECT = `mutation ($ids: [ID!]!) { rejectLinkReviews(input: { ids: $ids }) {
  results { id review { state skill { uri } } error { code field } } errors { code field } } }`;
const PUBLISH = `mutation ($input: PublishJobInput!) { publishJob(input: $input) { job { id } errors { code message } } }`;

/** What a job or credential says in other words than the framework. */
const WORDS = 'Clean data sets weekly';

const isSkipped = inject('queues') === 'redis' && inject('redisUrl') === null;

/** A hub whose workers link from a confidence on, with a framework, an employer and a credential that states words. */
function linkingHub(confidence: string) {
  const hub = testHub({ workers: true, environment: { TESSERA_LINK_CONFIDENCE: confidence } });
  const world = { employer: '', employerId: 0 as OrganizationId, skills: {} as Record<string, string> };
  beforeAll(async () => {
    const made = await makeOrganizations(hub.database.db, { bakery: 'EMPLOYER', college: 'PROVIDER' });
    world.employerId = made.bakery;
    world.employer = await hub.makeKey({ name: 'bakery', role: 'EMPLOYER', organizationId: made.bakery });
    await hub.database.sql`insert into credential (provider_id, uri, type, name)
                           values (${made.college}, 'urn:course', 'COURSE', '{"en": "A course"}')`;
    await hub.database.sql`insert into credential_skill (credential_id, relation, statement)
                           select id, 'ASSESSES', ${WORDS} from credential`;
    await importFramework(hub.database, 'office', OFFICE);
    const { data } = await hub.ask('{ skills(first: 100) { nodes { id uri } } }');
    world.skills = Object.fromEntries(data.skills.nodes.map(({ id, uri }: { id: string; uri: string }) => [uri, id]));
  });
  const publish = async (positionId: string, skill: string): Promise<string> => {
    const input = { positionId, title: positionId, requirement: { all: [{ skill }] } };
    const { data } = await hub.ask(PUBLISH, { input }, { key: world.employer });
    expect(data.publishJob.errors).toEqual([]);
    return data.publishJob.job.id;
  };
  return { hub, world, publish };
}

async function reviewsOf(hub: Hub, filter: object) {
  return (await hub.ask(REVIEWS, { filter })).data.linkReviews.nodes;
}

/** The review of some words, once there is one in a state. */
async function reviewIn(hub: Hub, state: string, words: string) {
  const found = await until(
    async () =>
      (await reviewsOf(hub, { kind: 'WORDS', states: [state] })).filter(
        (each: { words: string }) => each.words === words,
      ),
    ({ length }) => length === 1,
  );
  return found[0];
}

/** The skill a job's only leaf is tied to. */
async function skillAsked(hub: Hub, id: string): Promise<string | null> {
  const document = 'query ($id: ID!) { job(id: $id) { requirement { children { skill { uri } } } } }';
  return (await hub.ask(document, { id })).data.job.requirement.children[0].skill?.uri ?? null;
}

async function skillStated(hub: Hub): Promise<{ how: string; skill: { uri: string } | null }> {
  return (await hub.ask('{ credential(uri: "urn:course") { skills { how skill { uri } } } }')).data.credential
    .skills[0];
}

/** When nothing more is to be done in the background. */
function settled(hub: Hub) {
  return until(
    async () => (await hub.database.sql`select job from outbox where failed_at is null`).map(({ job }) => job),
    ({ length }) => length === 0,
  );
}

describe.skipIf(isSkipped)('words the ranker is sure enough of', () => {
  const { hub, publish } = linkingHub('0');

  test('are linked in the background and marked as linked by rule, and their jobs are matched anew', async () => {
    const id = await publish('p-1', WORDS);
    await until(
      () => skillAsked(hub, id),
      (uri) => uri === 'urn:office:data',
    );
    await settled(hub);
    expect(await skillStated(hub)).toEqual({ how: 'SUGGESTED_ACCEPTED_BY_RULE', skill: { uri: 'urn:office:data' } });
    const [review] = await reviewsOf(hub, { isByRule: true });
    expect(review).toMatchObject({
      state: 'ACCEPTED',
      words: WORDS,
      requirements: 1,
      credentialSkills: 1,
      learners: 0,
    });
    expect(review.candidates[0]).toMatchObject({ how: expect.any(String), skill: { uri: 'urn:office:data' } });
    const { data } = await hub.ask('{ coverage { statementsLinked { count total } } }');
    expect(data.coverage.statementsLinked).toEqual({ count: 1, total: 1 });
  });

  test('are linked no more once refused, and stay so for what is published later and when they are looked at again', async () => {
    const [review] = await reviewsOf(hub, { isByRule: true });
    const first = await hub.ask(REJECT, { ids: [review.id] });
    expect(first.data.rejectLinkReviews).toEqual({
      results: [{ id: review.id, review: { state: 'REJECTED', skill: null }, error: null }],
      errors: [],
    });
    const later = await publish('p-2', WORDS.toUpperCase());
    await settled(hub);
    expect(await skillAsked(hub, later)).toBeNull();
    expect(await skillStated(hub)).toEqual({ how: 'UNRESOLVED', skill: null });
    await importFramework(hub.database, 'office', [...OFFICE, { uri: 'urn:office:file', en: 'file documents' }]);
    await settled(hub);
    expect(await skillAsked(hub, later)).toBeNull();
    expect(await reviewsOf(hub, { states: ['OPEN', 'ACCEPTED'] })).toEqual([]);
  });
});

describe.skipIf(isSkipped)('words the ranker is not sure enough of', () => {
  const { hub, world, publish } = linkingHub('1');
  const held: { review: { id: string } } = { review: { id: '' } };

  test('wait in the queue with what may be meant, and how often they stand where', async () => {
    const id = await publish('p-1', WORDS);
    await publish('p-2', ` ${WORDS.toLowerCase()}`);
    await until(
      async () => (await reviewIn(hub, 'OPEN', WORDS)).requirements,
      (requirements) => requirements === 2,
    );
    held.review = await reviewIn(hub, 'OPEN', WORDS);
    expect(held.review).toMatchObject({ isByRule: false, requirements: 2, credentialSkills: 1, skill: null });
    expect(await skillAsked(hub, id)).toBeNull();
  });

  test('mean what a person accepts, at once in what is published later, and in all that is stored', async () => {
    const { data } = await hub.ask(ACCEPT, { reviews: [{ id: held.review.id }] });
    const review = { state: 'ACCEPTED', isByRule: false, skill: { uri: 'urn:office:data' } };
    expect(data.acceptLinkReviews).toEqual({ results: [{ id: held.review.id, review, error: null }], errors: [] });
    const later = await publish('p-3', 'CLEAN  data sets weekly');
    expect(await skillAsked(hub, later)).toBe('urn:office:data');
    await until(
      () => skillStated(hub),
      ({ how }) => how === 'REVIEWED',
    );
    expect(await skillStated(hub)).toEqual({ how: 'REVIEWED', skill: { uri: 'urn:office:data' } });
  });

  test('are decided on in bulk, each for itself, and decided alike again without effect', async () => {
    const unknown = Buffer.from('LinkReview:999999').toString('base64url');
    const reviews = [{ id: held.review.id }, { id: unknown }];
    const { data } = await hub.ask(ACCEPT, { reviews });
    expect(data.acceptLinkReviews.errors).toEqual([]);
    expect(data.acceptLinkReviews.results).toMatchObject([
      { review: { state: 'ACCEPTED' }, error: null },
      { review: null, error: { code: 'NOT_FOUND', field: 'input.reviews[1]' } },
    ]);
  });

  test('may mean another skill after all: what was tied to the first is tied to the other', async () => {
    const [skillId] = ['urn:office:spreadsheets'].map((uri) => world.skills[uri]);
    await hub.ask(ACCEPT, { reviews: [{ id: held.review.id, skillId }] });
    await until(
      () => skillStated(hub),
      ({ skill }) => skill?.uri === 'urn:office:spreadsheets',
    );
    await settled(hub);
    const jobs = await hub.database.sql`
      select distinct uri from requirement leaf join skill on skill.id = leaf.skill_id where how = 'REVIEWED'`;
    expect(jobs.map(({ uri }) => uri)).toEqual(['urn:office:spreadsheets']);
  });

  test.each<[string, string, object, string, string]>([
    ['no review', ACCEPT, { reviews: [] }, 'BAD_USER_INPUT', 'input.reviews'],
    [
      'more than a hundred',
      REJECT,
      { ids: Array.from({ length: 101 }, (_, n) => idOf(n + 1)) },
      'BAD_USER_INPUT',
      'input.ids',
    ],
    ['one twice', REJECT, { ids: [idOf(1), idOf(1)] }, 'BAD_USER_INPUT', 'input.ids'],
  ])('cannot be decided on for %s', async (_what, document, variables, code, field) => {
    const { data } = await hub.ask(document, variables);
    const [payload] = Object.values(data) as { results: null; errors: object[] }[];
    expect(payload).toEqual({ results: null, errors: [{ code, field }] });
  });

  test.each(['EMPLOYER', 'PROVIDER'] as const)('are shown to no %s', async (role) => {
    const key = await hub.makeKey({ name: role, role, organizationId: world.employerId });
    const { errors } = await hub.ask(REVIEWS, {}, { key });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe.skipIf(isSkipped)('words in learners’ badges', () => {
  const { hub } = linkingHub('0');
  const held = { key: '' };

  const award = async (learnerId: LearnerId, words: string) => {
    const key = await hub.makeKey({ name: `learner ${learnerId}`, role: 'LEARNER', learnerId });
    const alignment = [
      {
        type: 'Alignment',
        targetName: words,
        targetType: 'ext:Skill',
        targetFramework: 'Ours',
        targetUrl: 'https://x.example/1',
      },
    ];
    const document = {
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      ...{ id: `urn:badge:${learnerId}`, validFrom: '2026-01-01T00:00:00Z' },
      issuer: { id: 'did:web:college.example', name: 'College' },
      credentialSubject: { achievement: { id: 'urn:a', name: 'a', alignment } },
    };
    const { data } = await hub.ask(
      'mutation ($document: JSONObject!) { importBadge(input: { document: $document }) { errors { message } } }',
      { document },
      { key },
    );
    expect(data.importBadge.errors).toEqual([]);
    return key;
  };
  const shown = async (key: string) =>
    (
      await hub.ask(
        '{ viewer { learner { badges { alignments { how skill { uri } } } skillEvidence { skill { uri } } } } }',
        {},
        { key },
      )
    ).data.viewer.learner;

  test('are put before nobody and ranked for nobody while few state them; from ten learners on they are', async () => {
    const learners = await makeLearners(
      hub.database.db,
      ...Array.from({ length: 10 }, (_, index) => `holder ${index}`),
    );
    const [lone = 0 as LearnerId, ...others] = learners;
    await award(lone, 'Sharpen my kitchen knives');
    for (const learner of others) await award(learner, 'Bake sourdough bread');
    await importFramework(hub.database, 'other', [{ uri: 'urn:other', en: 'something else' }]);
    await settled(hub);
    const words = async () => (await reviewsOf(hub, {})).map((each: { words: string }) => each.words);
    expect(await words()).toEqual([WORDS]);
    const [tenth] = await makeLearners(hub.database.db, 'holder ten');
    held.key = await award(tenth as LearnerId, 'Bake sourdough bread');
    await settled(hub);
    // Nobody signed them, which is another matter than what their words mean.
    await hub.database.sql`update badge set verification = 'UNVERIFIED'`;
    await importFramework(hub.database, 'again', [{ uri: 'urn:again', en: 'quite something else' }]);
    await settled(hub);
    expect((await words()).sort()).toEqual(['Bake sourdough bread', WORDS]);
    expect(await reviewIn(hub, 'ACCEPTED', 'Bake sourdough bread')).toMatchObject({ learners: 10, isByRule: true });
  });

  test('linked by rule are no evidence; once a person accepts them they are', async () => {
    const { key } = held;
    const skill = { uri: 'urn:office:bread' };
    expect(await shown(key)).toEqual({
      badges: [{ alignments: [{ how: 'SUGGESTED_ACCEPTED_BY_RULE', skill }] }],
      skillEvidence: [],
    });
    const { id } = await reviewIn(hub, 'ACCEPTED', 'Bake sourdough bread');
    await hub.ask(ACCEPT, { reviews: [{ id }] });
    await until(
      () => shown(key),
      ({ skillEvidence: evidence }) => evidence.length === 1,
    );
    expect(await shown(key)).toEqual({
      badges: [{ alignments: [{ how: 'REVIEWED', skill }] }],
      skillEvidence: [{ skill }],
    });
    await hub.ask(REJECT, { ids: [id] });
    await until(
      () => shown(key),
      ({ skillEvidence: evidence }) => evidence.length === 0,
    );
  });
});

function idOf(review: number): string {
  return Buffer.from(`LinkReview:${review}`).toString('base64url');
}
