// Holds the layers of ARCHITECTURE.md, and fails when the cruiser saw too little to be believed.
import { spawnSync } from 'node:child_process';

const FEWEST = 20;
const { stdout, stderr } = spawnSync(
  'npx',
  ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'workers'],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
let summary;
try {
  ({ summary } = JSON.parse(stdout));
} catch {
  process.stderr.write(`dependency-cruiser gave no result:\n${stderr}\n`);
  process.exit(1);
}
for (const { rule, from, to, cycle } of summary.violations) {
  const way = cycle ? ` via ${cycle.map(({ name }) => name ?? '').join(' -> ')}` : '';
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} -> ${to}${way}\n`);
}
if (summary.totalCruised < FEWEST) {
  process.stderr.write(`only ${summary.totalCruised} modules were read; the check is not believed below ${FEWEST}\n`);
  process.exit(1);
}
process.stdout.write(`${summary.totalCruised} modules, ${summary.violations.length} arrows against the layers\n`);
process.exit(summary.violations.length > 0 ? 1 : 0);
