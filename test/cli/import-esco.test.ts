import { expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { runCli } from '../rig/cli.ts';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';
import { readmeBlocks } from '../rig/readme.ts';
import { describeWithData } from '../rig/shared-data.ts';

const COUNTS = `{
  skills(filter: { framework: "esco" }) { totalCount }
  occupations(filter: { framework: "esco" }) { totalCount }
  frameworks { nodes { code skillCount occupationCount essentialLinkCount optionalLinkCount } }
  sources { nodes { importRuns(first: 5) { nodes { state seen created updated unchanged tombstoned } } } }
}`;
const WHOLE = { skillCount: 13_939, occupationCount: 3_039, essentialLinkCount: 67_622, optionalLinkCount: 61_382 };

describeWithData('esco-1.2.0', 'the whole of ESCO 1.2.0', (folder) => {
  const hub = testHub();
  const start = () => runCli(['import', '--format', 'esco', folder], { DATABASE_URL: hub.database.url });

  test('killed in the middle and run again it ends at the same counts; a second import changes nothing', async () => {
    const killed = start();
    const committed = async () => {
      const [row] = await hub.database.sql<
        { created: number }[]
      >`select coalesce(max(created), 0)::int as created from import_run`;
      return row?.created ?? 0;
    };
    while ((await committed()) < 20_000) await new Promise((resolve) => setTimeout(resolve, 50));
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toMatchObject({ status: null, signal: 'SIGKILL' });

    expect((await start().ended).output).toContain(
      'COMPLETED: 177533 records seen, 177533 created, 0 updated, 0 unchanged, 0 gone',
    );
    expect((await start().ended).output).toContain(
      'COMPLETED: 177533 records seen, 0 created, 0 updated, 177533 unchanged, 0 gone',
    );

    const { data } = await hub.ask(COUNTS, {}, { key: ADMIN_KEY });
    expect(data.skills.totalCount).toBe(WHOLE.skillCount);
    expect(data.occupations.totalCount).toBe(WHOLE.occupationCount);
    expect(data.frameworks.nodes).toEqual([{ code: 'esco', ...WHOLE }]);
    expect(data.sources.nodes[0].importRuns.nodes.map(({ state }: { state: string }) => state)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);
  }, 180_000);

  test('README shows how a learner of the demo stands to one of its occupations, and what closes the gap', async () => {
    await seedDemo(hub.database);
    const amina = await findLearnerByKey(hub.database.db, 'learner-amina');
    const key = await hub.makeKey({ name: 'amina', role: 'LEARNER', learnerId: amina?.id as LearnerId });
    const named = await hub.ask(
      '{ occupations(filter: { framework: "esco", label: "data entry clerk" }, first: 2) { nodes { id } } }',
    );
    expect(named.data.occupations.nodes.length).toBe(1);

    const [query = '', answer = ''] = [readmeBlocks('graphql')[1], readmeBlocks('json')[1]];
    const variables = {
      learner: toGlobalId('Learner', amina?.id ?? 0),
      occupation: named.data.occupations.nodes[0].id,
    };
    const { data } = await hub.ask(query, variables, { key });
    const { requirements } = data.skillGap;
    const essential = requirements.filter(({ importance }: { importance: string }) => importance === 'REQUIRED');
    expect(essential.length).toBe(data.skillGap.requiredTotal);
    expect({ ...data, skillGap: { ...data.skillGap, requirements: essential } }).toEqual(JSON.parse(answer));
  });
});
