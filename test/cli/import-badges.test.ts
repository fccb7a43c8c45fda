import { beforeAll, expect, test } from 'vitest';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { zipOf } from '../rig/read-badges.ts';

const database = testDatabase();
beforeAll(() => makeLearners(database.db, 'ida'));

async function importFiles(files: Record<string, string | Uint8Array>) {
  const run = await runCli(['import', writeFolder(files)], { DATABASE_URL: database.url }).ended;
  const [summary, ...lines] = run.output.split('\n').map((line) => line.trim());
  return { status: run.status, summary, issues: lines.filter((line) => /^(ERROR|WARNING)/u.test(line)) };
}
const names = async () => {
  const rows = await database.sql<{ name: string; format: string }[]>`select name, format from badge order by id`;
  return rows.map(({ name, format }) => `${format} ${name}`);
};

const recipient = { type: 'email', identity: 'ida@example.org', hashed: false };
const badge2 = (id: string) => ({
  ...{ type: 'Assertion', id, recipient, issuedOn: '2026-01-01' },
  badge: { type: 'BadgeClass', name: `Two ${id}`, issuer: { id: 'https://college.example', name: 'College' } },
});
const badge3 = (id: string) => ({
  ...{ type: ['OpenBadgeCredential'], id, issuer: 'did:web:college.example' },
  credentialSubject: {
    identifier: { identityHash: 'ida@example.org', identityType: 'emailAddress', hashed: false },
    achievement: { id: 'urn:a', name: `Three ${id}` },
  },
});
const credly = {
  ...{ id: '4f1c2a60-0000-4000-8000-000000000001', recipient_email: 'ida@example.org', issued_at: '2026-01-01' },
  ...{ issuer: { entities: [{ entity: { name: 'College', url: 'https://college.example' } }] } },
  badge_template: { name: 'Credly badge', skills: ['Sewing'] },
};

test('badges of many kinds in a zip and NDJSON are imported, and each bad one is told with its line and pointer', async () => {
  const zip = zipOf(
    { name: 'one.json', content: JSON.stringify(badge2('urn:1')) },
    { name: '../../two', content: JSON.stringify([badge3('urn:2'), { type: 'Person' }]) },
  );
  const lines = [badge3('urn:3'), { ...badge3('urn:4'), issuer: null }, credly].map((each) => JSON.stringify(each));
  expect(await importFiles({ 'all.zip': zip, 'many.ndjson': `${lines.join('\n')}\n{"half":` })).toEqual({
    status: 0,
    summary: 'COMPLETED_WITH_ISSUES: 7 records seen, 4 created, 0 updated, 0 unchanged, 0 gone, 3 errors, 0 warnings.',
    issues: [
      expect.stringMatching(
        /^ERROR all\.zip\/\.\.\/\.\.\/two, line 1, \/1\/type: this is no badge: its type is Person;.*\[BADGE_UNREADABLE\]$/u,
      ),
      expect.stringMatching(
        /^ERROR many\.ndjson, line 2, \/issuer: issuer is empty; fill it in \[BADGE_UNREADABLE\]$/u,
      ),
      expect.stringMatching(/^ERROR many\.ndjson, line 4.*: the line is not JSON .* \[JSON_INVALID\]$/u),
    ],
  });
  expect(await names()).toEqual([
    'OPEN_BADGES_2 Two urn:1',
    'OPEN_BADGES_3 Three urn:2',
    'OPEN_BADGES_3 Three urn:3',
    'CREDLY Credly badge',
  ]);
});

test('a badge its issuer took back shows nothing from then on', async () => {
  const revoked = { ...badge2('urn:9'), revoked: true };
  expect((await importFiles({ 'revoked.json': JSON.stringify(revoked) })).status).toBe(0);
  const [row] = await database.sql<{ verification: string }[]>`select verification from badge where uri = 'urn:9'`;
  expect(row?.verification).toBe('REVOKED');
});
