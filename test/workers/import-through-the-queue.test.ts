import { describe, expect, inject, test } from 'vitest';
import { lockSource, openImport, prepareSource } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { escoFiles, writeFolder } from '../rig/esco-folder.ts';
import { testHub, until } from '../rig/hub.ts';

const START = `mutation ($location: String!) {
  startImport(input: { source: { location: $location, format: "esco" } }) { importRun { id } errors { code message } }
}`;
const RUN = `query ($id: ID!) {
  importRun(id: $id) {
    state seen created updated unchanged tombstoned issueCount warningCount progress source { format name }
  }
}`;
const COUNTS = `{
  frameworks { nodes { code skillCount occupationCount essentialLinkCount optionalLinkCount } }
}`;

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('an import started over the API', () => {
  const hub = testHub({ workers: true });

  async function importFolder(location: string) {
    const started = await hub.ask(START, { location });
    expect(started.data.startImport.errors).toEqual([]);
    const { id } = started.data.startImport.importRun;
    const ended = await until(
      () => hub.ask(RUN, { id }),
      ({ data }) => /COMPLETED|FAILED/u.test(data.importRun.state),
    );
    return ended.data.importRun;
  }

  test('is read by a worker to its end, and again without a change', async () => {
    const folder = writeFolder(escoFiles());
    const first = await importFolder(folder);
    expect(first).toEqual({
      state: 'COMPLETED',
      ...{
        seen: 16,
        created: 16,
        updated: 0,
        unchanged: 0,
        tombstoned: 0,
        issueCount: 0,
        warningCount: 0,
        progress: 1,
      },
      source: { format: 'esco', name: 'esco-9.9.9' },
    });
    const counts = await hub.ask(COUNTS);
    expect(counts.data.frameworks.nodes).toEqual([
      { code: 'esco', skillCount: 4, occupationCount: 2, essentialLinkCount: 2, optionalLinkCount: 2 },
    ]);

    const second = await importFolder(folder);
    expect(second).toMatchObject({
      state: 'COMPLETED',
      seen: 16,
      created: 0,
      updated: 0,
      unchanged: 16,
      tombstoned: 0,
    });
  });

  test('waits while somebody else reads the same source, and goes on with it when they are gone', async () => {
    const folder = writeFolder(escoFiles(), 'esco-9.9.8');
    const source = valueOrThrow(await prepareSource(hub.database, { format: 'esco', location: folder }, []));
    await openImport(hub.database, source);
    const release = await lockSource(hub.database, source.id);
    const reading = importFolder(folder);
    await until(
      async () => [...(await hub.database.sql`select 1 from outbox where job = 'run-import' and sent_at is not null`)],
      ({ length }) => length > 0,
    );
    await release?.();
    expect((await reading).state).toBe('COMPLETED');
  });

  test('refused without an administrator’s key', async () => {
    const answer = await hub.ask(START, { location: '/tmp' }, { key: null });
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
