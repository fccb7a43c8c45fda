import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { draftBadge } from '../rig/badges/credential.ts';
import { makeIssuer } from '../rig/badges/issuer.ts';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { readZip } from '../rig/read-zip.ts';

const database = testDatabase();
const SECRET = 'a secret of thirty-two letters or more';
const signing = { TESSERA_SIGNING_SECRET: SECRET, TESSERA_PUBLIC_URL: 'https://hub.example' };

async function tessera(args: readonly string[], environment: Readonly<Record<string, string>> = signing) {
  const { status, output } = await runCli(args, { DATABASE_URL: database.url, ...environment }).ended;
  return { status, output };
}

describe('keys', () => {
  test('without a secret no key is made, and the command says how', async () => {
    const { status, output } = await tessera(['keys', 'rotate'], {});
    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringContaining('TESSERA_SIGNING_SECRET is not set'),
    });
    expect((await tessera(['keys', 'list'], {})).output).toContain('Nothing is signed');
  });

  test('a secret that is too short stops the start', async () => {
    const { status, output } = await tessera(['keys', 'list'], { TESSERA_SIGNING_SECRET: 'short' });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('at least 32 characters') });
  });

  test('two processes that rotate at once leave one live key, and the list shows both', async () => {
    const made = await Promise.all([tessera(['keys', 'rotate']), tessera(['keys', 'rotate'])]);
    expect(made.map(({ status }) => status)).toEqual([0, 0]);
    const { output } = await tessera(['keys', 'list']);
    const keys = output.match(/z6Mk\w+/gu) ?? [];
    expect(new Set(keys)).toEqual(new Set(made.flatMap((each) => each.output.match(/z6Mk\w+/gu) ?? [])));
    expect({ live: output.match(/ live /gu)?.length, retired: output.match(/ retired /gu)?.length }).toEqual({
      ...{ live: 1, retired: 1 },
    });
    expect(output).toContain('Records are signed as did:web:hub.example.');
  });

  test('the private part is nowhere as it is, neither printed nor stored', async () => {
    const rows = await database.sql<{ sealed: string | null }[]>`select sealed from signing_key`;
    const { output } = await tessera(['keys', 'rotate'], { ...signing, LOG_LEVEL: 'trace' });
    // As a Multikey states an Ed25519 private key. Source: Controlled Identifiers 1.0, 2.2.2.
    for (const text of [output, JSON.stringify(rows)]) expect(text).not.toMatch(/zrv[1-9A-HJ-NP-Za-km-z]{40}/u);
    expect(output).not.toContain(SECRET);
  });
});

describe('export learner', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tessera-export-'));
    const [learnerId] = (await makeLearners(database.db, 'Blue Heron')) as [LearnerId];
    const issuer = await makeIssuer('eddsa-rdfc-2022');
    const badge = JSON.stringify(await issuer.sign(draftBadge(issuer.id)));
    await database.sql`insert into badge (learner_id, format, issuer_uri, uri, name, document)
      values (${learnerId}, 'OPEN_BADGES_3', 'https://i', 'urn:one', 'Data Analysis', ${badge}::text::jsonb)`;
    await tessera(['keys', 'rotate']);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  const exportTo = (out: string, key = 'Blue Heron') => tessera(['export', 'learner', key, '--out', out]);
  const FILES = ['clr.json', 'data.json', 'manifest.json'];

  test('writes a zip for its owner alone, with a signed record', async () => {
    const { status, output } = await exportTo(path('heron.zip'));
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('heron.zip') });
    const files = readZip(readFileSync(path('heron.zip')));
    expect([...files.keys()].sort()).toEqual(['badges/0001-Data-Analysis.json', ...FILES]);
    expect(JSON.parse(String(files.get('clr.json'))).issuer.id).toBe('did:web:hub.example');
    expect(JSON.parse(String(files.get('clr.json'))).proof.cryptosuite).toBe('eddsa-rdfc-2022');
    expect(statSync(path('heron.zip')).mode & 0o077).toBe(0);
  });

  test('writes the same files into a folder', async () => {
    expect((await exportTo(path('heron/all'))).status).toBe(0);
    expect(readdirSync(path('heron/all')).sort()).toEqual(['badges', ...FILES]);
    expect(readdirSync(path('heron/all/badges'))).toEqual(['0001-Data-Analysis.json']);
    const manifest = JSON.parse(readFileSync(path('heron/all/manifest.json'), 'utf8'));
    expect(manifest.clr.signedWith).toMatch(/^did:web:hub\.example#z6Mk/u);
    expect(statSync(path('heron/all')).mode & 0o077).toBe(0);
  });

  test.each([
    ['a file that is there', 'heron.zip', 'Blue Heron', 'is there already'],
    ['a folder that holds something', 'heron/all', 'Blue Heron', 'is there already'],
    ['a learner nobody knows', 'nobody.zip', 'Nobody', 'no learner has the key Nobody'],
    ['a folder that is not there', 'none/heron.zip', 'Blue Heron', 'no such file or directory'],
  ])('leaves alone, and says so: %s', async (_what, name, key, told) => {
    const before = readdirSync(folder, { recursive: true });
    const { status, output } = await exportTo(path(name), key);
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining(told) });
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });
});
