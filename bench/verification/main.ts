import { availableParallelism, loadavg } from 'node:os';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { unpack } from '../../src/formats/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { createVerifierPool, type VerifierPool } from '../../src/verification/index.ts';
import { type Signed, signBadges } from './issuer.ts';

/**
 * Ours, all checks in threads, against `@digitalbazaar/vc` called one at a time with the same suite, contexts and keys in
 * memory, by turns in one run, warm: `npm run bench:verification`. Each verdict is compared; every tenth badge is a forgery.
 */
const [COUNT, ROUNDS, TARGET] = [1_000, 3, 3];
const AS_OF = new Date('2026-11-24T12:00:00Z');

/** The baseline keeps this process; ours runs in threads of its own, so that nothing of ours makes the baseline faster. */
async function runBaseline({ badges, documentLoader }: Signed): Promise<boolean[]> {
  const verdicts: boolean[] = [];
  for (const credential of badges) {
    const suite = new DataIntegrityProof({ cryptosuite });
    verdicts.push((await vc.verifyCredential({ credential, suite, documentLoader })).verified);
  }
  return verdicts;
}

/** From bytes, as a badge comes in. */
function runOurs(pool: VerifierPool, texts: readonly Buffer[]): Promise<boolean[]> {
  return Promise.all(
    texts.map(async (text) => {
      const unpacked = valueOrThrow(await unpack(text));
      return (await pool.verify(unpacked, { asOf: AS_OF, resolve: null })).verdict === 'VALID';
    }),
  );
}

interface Timed {
  readonly rate: number;
  /** Processor time a badge, of all threads, in milliseconds: what neighbours on the machine move less. */
  readonly cost: number;
  readonly verdicts: boolean[];
}

async function timed(run: () => Promise<boolean[]>): Promise<Timed> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  const verdicts = await run();
  const { user, system } = process.cpuUsage(before);
  return {
    rate: (COUNT * 1_000) / (performance.now() - started),
    cost: (user + system) / 1_000 / COUNT,
    verdicts,
  };
}

const line = (text: string) => process.stdout.write(`${text}\n`);
const signed = await signBadges(COUNT);
const texts = signed.badges.map((badge) => Buffer.from(JSON.stringify(badge)));
const pool = createVerifierPool();
line(`${COUNT} badges, ${availableParallelism()} threads, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`);
await runBaseline({ ...signed, badges: signed.badges.slice(0, 200) });
await runOurs(pool, texts.slice(0, 400));
const ratios: number[] = [];
let disagreements = 0;
for (let round = 1; round <= ROUNDS; round += 1) {
  const baseline = await timed(() => runBaseline(signed));
  const ours = await timed(() => runOurs(pool, texts));
  ratios.push(ours.rate / baseline.rate);
  disagreements += ours.verdicts.filter((verdict, index) => verdict !== baseline.verdicts[index]).length;
  line(
    `round ${round}: @digitalbazaar/vc ${baseline.rate.toFixed(0)} a second (${baseline.cost.toFixed(2)} ms of processor each), ` +
      `ours ${ours.rate.toFixed(0)} (${ours.cost.toFixed(2)} ms) = ${ratios.at(-1)?.toFixed(2)} x`,
  );
}
await pool.close();
const median = [...ratios].sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
line(`median ${median.toFixed(2)} x (target ${TARGET}), ${disagreements} verdicts differ`);
process.exitCode = median >= TARGET && disagreements === 0 ? 0 : 1;
