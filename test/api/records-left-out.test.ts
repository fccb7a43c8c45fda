import { expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';

const hub = testHub();

const RUN = `query ($id: ID!) {
  importRun(id: $id) { state seen created unchanged issueCount failure { code message } }
}`;

/** A catalogue whose last rows have no title. */
const table = (code: string, rows: number, bad: number): string =>
  [
    'provider_id,provider_name_en,credential_id,title_en',
    ...Array.from(
      { length: rows },
      (_, index) => `${code},College,c${index},${index < rows - bad ? `Course ${index}` : ''}`,
    ),
  ].join('\n');

// The provider of the good rows is a record too.
test.each([
  ['none of few', 3, 0, 'COMPLETED'],
  ['most of few', 10, 9, 'COMPLETED_WITH_ISSUES'],
  ['every one of few', 3, 3, 'FAILED'],
  ['every one of many', 150, 150, 'FAILED'],
  ['just 5 % of many', 199, 10, 'COMPLETED_WITH_ISSUES'],
  ['more than 5 % of many', 199, 11, 'FAILED'],
])(
  'a run that leaves out %s of its records ends as it should, and keeps what it applied',
  async (what, rows, bad, state) => {
    const code = what.replace(/\W+/gu, '-');
    const { id } = await importInto(hub.database, 'catalogue-csv', { 'catalogue.csv': table(code, rows, bad) });
    const { data } = await hub.ask(RUN, { id: toGlobalId('ImportRun', id) });
    const created = rows - bad + (rows > bad ? 1 : 0);
    expect(data.importRun).toMatchObject({ state, created, seen: created + bad, issueCount: bad });
    expect(data.importRun.failure?.code ?? null).toBe(state === 'FAILED' ? 'RECORDS_LEFT_OUT' : null);
    const first = await hub.ask('query ($uri: String!) { credential(uri: $uri) { id } }', {
      uri: `urn:tessera:credential:${code}:c0`,
    });
    expect(first.data.credential === null).toBe(rows === bad);
  },
);

test('what a failed run left out can be read again by itself', async () => {
  const { sourceId } = await importInto(hub.database, 'catalogue-csv', { 'catalogue.csv': table('again', 3, 3) });
  const started = await hub.ask(
    'mutation ($id: ID!) { startImport(input: { sourceId: $id, onlyFailed: true }) { importRun { mode } errors { code } } }',
    { id: toGlobalId('Source', sourceId) },
  );
  expect(started.data.startImport).toEqual({ importRun: { mode: 'LEFT_OUT' }, errors: [] });
});
