import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const RELEASED = `type Query {
  job(id: ID): Job
}
input JobFilter {
  region: String
}
type Job {
  weight: Float!
  state: JobState!
  siblings(filter: JobFilter): [Job!]!
}
enum JobState {
  OPEN
  CLOSED
}
`;

/** Runs the check of a schema against the released one, with a line of an announced break. */
function check(schema: string, announced = 'None.') {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-breaking-'));
  const files = { schema, released: RELEASED, announced: `# Breaking changes\n\n## Unreleased\n\n${announced}\n` };
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
  const ask = (...more: string[]) => {
    const root = join(import.meta.dirname, '../..');
    return spawnSync(process.execPath, ['scripts/breaking.mjs', ...paths, ...more], { cwd: root, encoding: 'utf8' });
  };
  const { status, stderr } = ask();
  return {
    status,
    said: stderr,
    release: () => ask('--release').status,
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
  };
}

/** The released schema with one piece of its text replaced. */
function changed(from: string, to: string): string {
  expect(RELEASED).toContain(from);
  return RELEASED.replace(from, to);
}

test.each([
  ['a field that is taken out', 'Job.weight', '  weight: Float!\n', ''],
  ['a field that changes its type', 'Job.weight', 'weight: Float!', 'weight: String!'],
  ['a field that may now be null', 'Job.weight', 'weight: Float!', 'weight: Float'],
  ['an argument that becomes required', 'Query.job.id', 'id: ID', 'id: ID!'],
  ['a new argument that is required', 'Query.job.why', 'id: ID', 'id: ID, why: String!'],
  ['an input field that becomes required', 'JobFilter.region', 'region: String', 'region: String!'],
  ['an enum value that is dropped', 'JobState.CLOSED', '  CLOSED\n', ''],
])('%s breaks the released API, and the way out is said', (_what, path, from, to) => {
  const { status, said } = check(changed(from, to));

  expect(status).toBe(1);
  expect(said).toContain('mark it @deprecated');
  expect(said).toContain(`- \`${path}\`: why, and what clients do instead`);
});

test.each([
  ['a new field', 'weight: Float!', 'weight: Float!\n  heft: Float'],
  ['a new optional argument', 'id: ID', 'id: ID, why: String'],
  ['a deprecated field', 'weight: Float!', 'weight: Float! @deprecated(reason: "See heft.")'],
])('%s breaks nothing', (_what, from, to) => {
  expect(check(changed(from, to))).toMatchObject({ status: 0, said: '' });
});

test('a break is accepted with its reason, and not without', () => {
  const dropped = changed('  CLOSED\n', '');

  expect(check(dropped, '- `JobState.CLOSED`: closed jobs are no longer listed')).toMatchObject({
    status: 0,
    said: '',
  });
  expect(check(dropped, '- `JobState.CLOSED`:')).toMatchObject({ status: 1 });
});

test('an announcement of what breaks nothing must go', () => {
  const { status, said } = check(RELEASED, '- `JobState.CLOSED`: closed jobs are no longer listed');

  expect(status).toBe(1);
  expect(said).toContain('JobState.CLOSED: breaks nothing');
});

test('a release makes the schema the released one and keeps its breaks under the version', () => {
  const dropped = changed('  CLOSED\n', '');
  const { release, read } = check(dropped, '- `JobState.CLOSED`: closed jobs are no longer listed');

  expect(release()).toBe(0);
  expect(read('released')).toBe(dropped);
  expect(read('announced')).toMatch(/## Unreleased\n\nNone\.\n\n## \d+\.\d+\.\d+\n\n- `JobState\.CLOSED`: closed/u);
});
