import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRunId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { testHub } from '../rig/hub.ts';
import { countsOf, runOf } from '../rig/run-of.ts';

const ROLL_BACK = `mutation ($id: ID!) {
  rollBackImport(input: { id: $id }) { importRun { id } errors { code message } }
}`;
const job = (positionID: string, title: string, ...skills: string[]) => ({
  ...{ positionID, title, hiringOrganization: { name: 'Mill' } },
  requiredConditions: [{ alternativeConditions: skills.map((name) => ({ skills: [{ name }] })) }],
});

describe('a run rolled back', () => {
  const hub = testHub();
  const rollBack = async (run: { id: number }) => {
    const { data } = await hub.ask(ROLL_BACK, { id: toGlobalId('ImportRun', run.id) });
    expect(data.rollBackImport.errors).toEqual([]);
    const id = Buffer.from(data.rollBackImport.importRun.id, 'base64url').toString().split(':')[1];
    return valueOrThrow(await runImport(hub.database, Number(id) as ImportRunId));
  };
  const rows = async (statement: string) => [...(await hub.database.sql.unsafe(statement))];

  test('its postings are closed, those it changed or closed are as they were, each with its tree', async () => {
    const folder = writeFolder({}, 'postings-undone');
    const read = (...jobs: object[]) => {
      writeFileSync(join(folder, 'jobs.json'), JSON.stringify(jobs));
      return runOf(hub.database, { format: 'jdx', location: folder });
    };
    const state = () => rows('select position_id, state, title from job order by position_id');
    const trees = () =>
      rows(`select position_id, requirement.id, parent_id, position, requirement.kind, statement
            from requirement join job on job.id = job_id where state = 'OPEN' order by requirement.id`);
    const first = await read(job('1', 'One', 'a', 'b'), job('2', 'Two', 'c', 'd'));
    const before = [await state(), await trees()];
    const second = await read(job('1', 'Other', 'a', 'x', 'y'), job('3', 'Three', 'e', 'f'));
    expect(countsOf(second)).toMatchObject({ created: 1, updated: 1, tombstoned: 1 });
    expect(await state()).toMatchObject([
      { state: 'OPEN', title: { en: 'Other' } },
      { state: 'CLOSED' },
      { state: 'OPEN' },
    ]);

    expect(countsOf(await rollBack(second))).toMatchObject({ state: 'COMPLETED', updated: 2, tombstoned: 1 });
    const after = [await state(), await trees()];
    expect(after).toEqual([
      [...(before[0] ?? []), { position_id: '3', state: 'CLOSED', title: { en: 'Three' } }],
      before[1],
    ]);
    await rollBack(first);
    expect((await state()).map((row) => row.state)).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
    expect(await read(job('1', 'One', 'a', 'b'))).toMatchObject({ updated: 1 });
    expect(await state()).toMatchObject([{ state: 'OPEN', title: { en: 'One' } }, {}, {}]);
  });

  test('rows of a crosswalk go and return', async () => {
    const location = writeFolder({}, 'crosswalk-undone');
    const read = (...lines: string[]) => {
      writeFileSync(join(location, 'noc2021_onet26.csv'), ['noc,noc_title,onet,onet_title', ...lines, ''].join('\n'));
      return runOf(hub.database, { format: 'crosswalk', location });
    };
    const held = () =>
      rows('select from_ref, to_ref, confidence, raw from occupation_crosswalk order by from_ref, to_ref');
    const first = await read('00010,A,11-1031.00,B', '14111,C,43-9021.00,D');
    const before = await held();
    const second = await read('00010,A,11-1031.00,New B', '00011,E,11-1011.00,F');
    expect(countsOf(second)).toMatchObject({ created: 1, tombstoned: 1 });
    expect(countsOf(await rollBack(second))).toMatchObject({ state: 'COMPLETED', created: 1, tombstoned: 1 });
    expect(await held()).toEqual(before);
    expect(countsOf(await rollBack(first))).toMatchObject({ state: 'COMPLETED', tombstoned: 2 });
    expect(await held()).toEqual([]);
  });

  test('every table is noted: a new one fails here until it is, or is told of', async () => {
    const open = await rows(`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not exists (select 1 from pg_trigger where tgrelid = pg_class.oid and tgname like 'tessera_note_%')
      order by 1`);
    expect(open.map(({ name }) => name)).toEqual(Object.values(NOT_NOTED).flat().sort());
  });
});

/** Tables whose rows stay as a run left them, by the reason why. */
const NOT_NOTED: Readonly<Record<string, readonly string[]>> = {
  "a learner's, or evidence of one: badges are erased, not rolled back, and a run that brought some is refused": [
    ...['badge', 'badge_alignment', 'badge_association', 'badge_bundle', 'badge_check', 'badge_original'],
    ...['badge_reliance', 'consent_grant', 'consent_grant_badge', 'erased_learner', 'erasure_secret', 'external_id'],
    ...['goal', 'learner', 'learner_access', 'learner_identity', 'prior_learning_claim', 'prior_learning_document'],
    ...['learner_change', 'prior_learning_skill', 'share_link', 'skill_claim', 'skill_evidence'],
  ],
  'computed anew from what there is': ['match', 'recommendation', 'skill_index', 'skill_index_chunk'],
  'what reviewers decided or are to decide': ['link_review', 'skill_wording'],
  'the name of an edition or a programme, which says nothing of what is in it and is found again by the next reading': [
    ...['framework_version', 'funding_program'],
  ],
  'how imports are run, and what they told': [
    ...['change', 'change_era', 'fetched_answer', 'import_change', 'import_diff', 'import_issue', 'import_run'],
    ...['import_seen', 'outbox', 'source', 'upload', 'upload_part'],
  ],
  'who may ask and what was asked, which no import writes': [
    ...['account', 'api_client', 'api_key', 'audit_event', 'budget', 'credential_acceptance', 'installation'],
    ...['level_equivalence', 'membership', 'mutation_answer', 'signing_key', 'webhook', 'webhook_delivery'],
  ],
};
