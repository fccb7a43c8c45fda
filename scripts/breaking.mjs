// Compares the schema with the one last released: what breaks a client's document must be announced with its reason.
// `--release` makes the schema the released one, under the version of package.json.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const { values, positionals } = parseArgs({ options: { release: { type: 'boolean' } }, allowPositionals: true });
const [current = 'schema.graphql', released = 'docs/released-schema.graphql', announced = 'docs/breaking-changes.md'] =
  positionals;
const NEXT = '## Unreleased';
const NONE = 'None.';

const read = (file) => readFileSync(file, 'utf8');
const [before, next = '', ...rest] = read(announced).split(/^(?=## )/mu);
/** Paths announced for the next release; a line without a reason announces nothing. */
const paths = [...next.matchAll(/^- `([^`]+)`: \S/gmu)].map(([, path]) => path);

const changes = await diff(buildSchema(read(released)), buildSchema(read(current)));
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
const hidden = breaking.filter(({ path }) => !paths.includes(path));
const stale = paths.filter((path) => !breaking.some((change) => change.path === path));

for (const { path, message } of hidden) process.stderr.write(`${path}: ${message}\n`);
if (hidden.length > 0) {
  const lines = hidden.map(({ path }) => `- \`${path}\`: why, and what clients do instead`);
  process.stderr.write(`Clients of the released API would break. Keep what they use beside the new and mark it @deprecated with a reason;
where that cannot be, announce it under "${NEXT}" in ${announced}:
${lines.join('\n')}
`);
}
for (const path of stale) process.stderr.write(`${path}: breaks nothing; take its line out of ${announced}\n`);
if (hidden.length + stale.length > 0) process.exit(1);

if (values.release) {
  const { version } = JSON.parse(read('package.json'));
  const ofRelease = `## ${version}${next.slice(NEXT.length)}`;
  copyFileSync(current, released);
  writeFileSync(announced, `${before}${NEXT}\n\n${NONE}\n\n${ofRelease}${rest.join('')}`);
}
process.stdout.write(
  `${changes.length} changes since the released schema, ${breaking.length} breaking, all announced\n`,
);
