import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { type ApiProcess, startApiProcess } from '../rig/api-process.ts';
import { testHub, until } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const PUBLISH = `mutation ($key: String, $employer: ID!, $title: String!) {
  done: publishJob(input: { idempotencyKey: $key, employerId: $employer, positionId: "p", title: $title, requirement: { skill: "urn:test:sql" } }) {
    job { id title closesAt employer { id } } errors { code field }
  }
}`;
const CLAIM = `mutation ($key: String, $skill: ID!) {
  done: claimSkill(input: { idempotencyKey: $key, skillId: $skill }) { learner { id displayName } errors { code } }
}`;
const CREATE = `mutation ($key: String, $name: String = "a machine") {
  done: createApiClient(input: { idempotencyKey: $key, name: $name, role: AUDITOR }) {
    client { id name } key { id createdAt expiresAt } secret errors { code field }
  }
}`;
const GRANT = `mutation ($key: String, $endsAt: DateTime!) {
  done: grantConsent(input: { idempotencyKey: $key, audience: ANY_EMPLOYER, scope: ALL_BADGES, purpose: "hiring", endsAt: $endsAt }) {
    consentGrant { id purpose startsAt endsAt } errors { code }
  }
}`;
const CONFLICT = { errors: [{ code: 'IDEMPOTENCY_CONFLICT', field: 'input.idempotencyKey' }] };

describe('a mutation with an idempotency key', () => {
  const hub = testHub();
  const held: {
    others: ApiProcess[];
    learner: string;
    learnerId: string;
    employer: string;
    skill: string;
    portal: string;
  } = {
    ...{ others: [], learner: '', learnerId: '', employer: '', skill: '', portal: '' },
  };
  beforeAll(async () => {
    const { database } = hub;
    held.others.push(await startApiProcess(database.url));
    const { firm } = await makeOrganizations(database.db, { firm: 'EMPLOYER' });
    held.employer = toGlobalId('Organization', firm);
    const [learner] = await database.sql<{ id: string }[]>`
      insert into learner (key, display_name, pseudonym) values ('l', 'Noor Haddad', 'Learner') returning id`;
    held.learnerId = String(learner?.id);
    held.learner = await hub.makeKey({ name: 'l', role: 'LEARNER', learnerId: Number(learner?.id) as never });
    await importInto(database, 'framework-csv', {
      'skills.csv': 'framework_code,uri,kind,label_en\nt,urn:test:sql,SKILL,SQL\n',
    });
    const [skill] = await database.sql<{ id: string }[]>`select id from skill`;
    held.skill = toGlobalId('Skill', Number(skill?.id));
  });
  afterAll(async () => {
    for (const each of held.others) await each.end('SIGKILL');
  });
  const count = async (table: string, condition = 'true') => {
    const [row] = await hub.database.sql<{ rows: number }[]>`
      select count(*)::int as rows from ${hub.database.sql(table)} where ${hub.database.sql.unsafe(condition)}`;
    return row?.rows;
  };
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();

  test.each<[string, string, () => [object, string | undefined], table: string]>([
    ['publishJob', PUBLISH, () => [{ employer: held.employer, title: 'A job' }, undefined], 'job'],
    ['claimSkill', CLAIM, () => [{ skill: held.skill }, held.learner], 'skill_claim'],
    ['createApiClient', CREATE, () => [{}, undefined], 'api_client'],
    ['grantConsent', GRANT, () => [{ endsAt }, held.learner], 'consent_grant'],
  ])(
    '%s asked for 50 times at once, of two processes, is done once and answered alike',
    async (_name, document, given, table) => {
      const [variables, key] = given();
      const before = (await count(table)) ?? 0;
      const input = { ...variables, key: randomUUID() };
      const asking = Array.from({ length: 50 }, (_, at) =>
        at % 2 === 0
          ? hub.ask(document, input, key === undefined ? {} : { key })
          : held.others[0]?.ask(document, input, key),
      );
      const answers = (await Promise.all(asking)).map((answer) => answer?.data.done);
      expect(answers[0]?.errors).toEqual([]);
      expect(answers).toEqual(answers.map(() => answers[0]));
      expect(await count(table)).toBe(before + 1);
    },
  );

  test('answers the same again, dates and secrets too, and keeps nothing of it in the clear', async () => {
    const key = randomUUID();
    const first = (await hub.ask(CREATE, { key, name: 'Machine of Noor Haddad' })).data.done;
    const again = (await hub.ask(CREATE, { key, name: 'Machine of Noor Haddad' })).data.done;
    expect(again).toEqual(first);
    const rows = await hub.database.sql<{ row: string }[]>`select mutation_answer::text as row from mutation_answer`;
    const text = rows.map(({ row }) => row).join('\n');
    for (const hidden of [first.secret, first.secret.slice(-43), 'Noor', key]) expect(text).not.toContain(hidden);
    expect(text).toContain('createApiClient');
  });

  test('is refused when the key was used for other arguments or another mutation', async () => {
    const key = randomUUID();
    await hub.ask(CREATE, { key, name: 'one' });
    const clients = await count('api_client');
    expect((await hub.ask(CREATE, { key, name: 'other' })).data.done).toMatchObject(CONFLICT);
    expect((await hub.ask(PUBLISH, { key, employer: held.employer, title: 'x' })).data.done).toMatchObject(CONFLICT);
    expect(await count('api_client')).toBe(clients);
  });

  test("is not another's: who uses the same key is told their own answer", async () => {
    const key = randomUUID();
    const administrator = await hub.makeKey({ name: 'second', role: 'ADMINISTRATOR' });
    const first = (await hub.ask(CREATE, { key })).data.done;
    const second = (await hub.ask(CREATE, { key }, { key: administrator })).data.done;
    expect(second.errors).toEqual([]);
    expect(second.client.id).not.toBe(first.client.id);
    expect(second.secret).not.toBe(first.secret);
  });

  test('that fails changes nothing and leaves the key free', async () => {
    const key = randomUUID();
    const failing = (await hub.ask(PUBLISH, { key, employer: held.employer, title: '' })).data.done;
    expect(failing).toMatchObject({ job: null, errors: [{ code: 'BAD_USER_INPUT' }] });
    expect((await hub.ask(PUBLISH, { key, employer: held.employer, title: 'Mended' })).data.done.errors).toEqual([]);
  });

  test('is done again after a day, and old answers are dropped by new ones', async () => {
    const key = randomUUID();
    const first = (await hub.ask(CREATE, { key })).data.done;
    await hub.database.sql`update mutation_answer set created_at = created_at - interval '25 hours'`;
    const later = (await hub.ask(CREATE, { key })).data.done;
    expect(later.errors).toEqual([]);
    expect(later.client.id).not.toBe(first.client.id);
    expect(await count('mutation_answer', `created_at < now() - interval '24 hours'`)).toBe(0);
  });

  test.each(['short', 'x'.repeat(256)])('takes no key of too few or too many characters', async (key) => {
    const { errors } = await hub.ask(CREATE, { key });
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'input.idempotencyKey' });
  });

  test('without one is done each time, as a whole or not at all', async () => {
    const clients = (await count('api_client')) ?? 0;
    await hub.ask(CREATE);
    await hub.ask(CREATE);
    expect(await count('api_client')).toBe(clients + 2);
    const link = `mutation ($learner: ID!) {
      done: linkLearner(input: { learnerId: $learner, issuer: "http://127.0.0.1", subject: "new" }) { errors { code } }
    }`;
    const accounts = await count('account');
    const { data } = await hub.ask(link, { learner: toGlobalId('Learner', 999_999) });
    expect(data.done.errors).toHaveLength(1);
    expect(await count('account')).toBe(accounts);
  });

  test('is answered by the next process when the one that did it is killed before it replies', async () => {
    const killed = await startApiProcess(hub.database.url);
    held.others.push(killed);
    const key = randomUUID();
    const clients = (await count('api_client')) ?? 0;
    const locker = hub.database.session();
    try {
      // The second mutation of the request waits for the table, so that the first is committed and not yet told.
      await locker`begin`;
      await locker`lock table source in access exclusive mode`;
      const both = `mutation ($key: String) {
        done: createApiClient(input: { idempotencyKey: $key, name: "a machine", role: AUDITOR }) { client { id } secret errors { code } }
        registerSource(input: { location: "/tmp", format: "esco" }) { errors { code } }
      }`;
      const lost = killed.ask(both, { key }).then(
        () => 'answered',
        () => 'lost',
      );
      await until(
        () => count('api_client'),
        (rows) => rows === clients + 1,
      );
      await killed.end('SIGKILL');
      expect(await lost).toBe('lost');
    } finally {
      await locker`rollback`;
      await locker.end();
    }
    const again = [await hub.ask(CREATE, { key }), await held.others[0]?.ask(CREATE, { key })].map(
      (answer) => answer?.data.done,
    );
    expect(again[0]).toEqual(again[1]);
    expect(again[0].errors).toEqual([]);
    expect(await count('api_client')).toBe(clients + 1);
    const viewer = await hub.ask('{ viewer { role name } }', {}, { key: again[0].secret });
    expect(viewer.data.viewer).toEqual({ role: 'AUDITOR', name: 'a machine' });
  });
});

test('every mutation takes one input, with an idempotency key, and answers with errors', async () => {
  const schema = await makeSchema();
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(15);
  for (const { name, args, type } of mutations) {
    expect({ name, args: args.map((arg) => arg.name) }).toEqual({ name, args: ['input'] });
    const input = getNamedType(args[0]?.type);
    const payload = getNamedType(type);
    if (!isInputObjectType(input) || !isObjectType(payload)) throw new Error(name);
    expect({ name, key: String(input.getFields().idempotencyKey?.type) }).toEqual({ name, key: 'String' });
    expect({ name, errors: String(payload.getFields().errors?.type) }).toEqual({ name, errors: '[UserError!]!' });
  }
});
