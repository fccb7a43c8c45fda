import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftBadge, draftRecord, png, textChunk } from '../rig/badges/credential.ts';
import { makeIssuer, type TestIssuer } from '../rig/badges/issuer.ts';
import { runCli } from '../rig/cli.ts';

let folder: string;
let issuer: TestIssuer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-verify-'));
  issuer = await makeIssuer('eddsa-rdfc-2022');
  const badge = await issuer.sign(draftBadge(issuer.id));
  const files: Readonly<Record<string, unknown>> = {
    'good.json': badge,
    'changed.json': { ...badge, name: 'Doctor of Data' },
    'expired.json': await issuer.sign(draftBadge(issuer.id, { validUntil: '2026-02-01T00:00:00Z' })),
    'record.json': await issuer.sign(draftRecord(issuer.id, [badge, { ...badge, name: 'Doctor of Data' }])),
  };
  for (const [name, document] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(document));
  writeFileSync(join(folder, 'baked.png'), png(textChunk(JSON.stringify(badge))));
  writeFileSync(join(folder, 'page.html'), '<html></html>');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function verify(...args: string[]): Promise<{ status: number | null; output: string }> {
  const { status, output } = await runCli(['verify', '--as-of', '2026-06-01', ...args], {}).ended;
  return { status, output };
}
const path = (name: string) => join(folder, name);

test('one line of JSON a file, in their order, without a database; exit status 1 when not all are valid', async () => {
  const { status, output } = await verify(
    '--json',
    '--offline',
    ...['good.json', 'baked.png', 'changed.json', 'expired.json', 'page.html', 'none.json'].map(path),
  );
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect({
    status,
    lines: lines.map(({ file, packaging, container, verdict }) => [
      file.slice(folder.length + 1),
      packaging,
      container,
      verdict,
    ]),
  }).toEqual({
    status: 1,
    lines: [
      ['good.json', 'OB3_JSON', 'NONE', 'VALID'],
      ['baked.png', 'OB3_JSON', 'PNG', 'VALID'],
      ['changed.json', 'OB3_JSON', 'NONE', 'INVALID'],
      ['expired.json', 'OB3_JSON', 'NONE', 'INVALID'],
      ['page.html', 'UNKNOWN', 'NONE', 'INVALID'],
      ['none.json', 'UNKNOWN', 'NONE', 'INVALID'],
    ],
  });
  expect(lines[0].checks[0]).toEqual({ name: 'STRUCTURE', result: 'PASS', reason: expect.any(String) });
  expect(lines[5].checks).toEqual([
    { name: 'STRUCTURE', result: 'FAIL', reason: 'There is no such file; check its path.' },
  ]);
});

test('exit status 0 when all are valid, also as of a day before it expired', async () => {
  const { status, output } = await runCli(
    ['verify', '--json', '--offline', '--as-of', '2026-02-01', path('expired.json')],
    {},
  ).ended;
  expect({ status, verdict: JSON.parse(output).verdict }).toEqual({ status: 0, verdict: 'VALID' });
});

test('without --json it is a table to read, with each credential of a record under it', async () => {
  const { status, output } = await verify('--offline', path('record.json'));
  expect(status).toBe(0);
  expect(output).toMatch(/record\.json: VALID \(CLR2_JSON\)\n {2}PASS {4}STRUCTURE/u);
  expect(output).toMatch(/^ {2}credential 1: VALID/mu);
  expect(output).toMatch(/^ {2}credential 2: INVALID/mu);
  expect(output).toMatch(/^ {4}FAIL {4}PROOF .*changed after it was signed/mu);
});

test.each([[[]], [['--as-of', '2026-02-30', 'x']], [['--as-of', 'tomorrow', 'x']], [['--frobnicate', 'x']]])(
  '%j is not understood: exit status 2',
  async (args) => {
    const { status } = await runCli(['verify', ...args], {}).ended;
    expect(status).toBe(2);
  },
);
