// What is generated must be what its source says now. Each fault names the command that mends it.
import { execSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { settingsTable } from '../dist/src/config.js';

const faults = [];
const read = (file) => readFileSync(file, 'utf8');

// Schema and client: generated anew beside the checked-in ones.
const before = ['schema.graphql', 'src/client/generated.ts'].map((file) => [file, read(file)]);
execSync('npm run codegen', { stdio: 'pipe' });
for (const [file, text] of before)
  if (read(file) !== text) faults.push(`${file} was out of date; npm run codegen has mended it, commit it`);

// Migrations: generating from the tables must add nothing.
const migrations = readdirSync('drizzle').length;
execSync('npx drizzle-kit generate', { stdio: 'pipe' });
if (readdirSync('drizzle').length !== migrations)
  faults.push('the tables have no migration; npm run migrations has made it, review and commit it');

// README's table of settings.
if (!read('README.md').includes(settingsTable()))
  faults.push(`README.md: the table of settings must be\n${settingsTable()}`);

for (const fault of faults) process.stderr.write(`${fault}\n`);
process.stdout.write(faults.length === 0 ? 'schema, client, migrations and README are what their sources say\n' : '');
process.exit(faults.length > 0 ? 1 : 0);
