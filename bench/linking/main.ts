import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIndex, openIndex } from '../../src/ranker/index.ts';
import { encode } from '../../src/ranker/meaning/encoder.ts';
import { readIndex } from '../../src/ranker/opened-index.ts';
import { drawCalibration } from './draw-calibration.ts';
import { calibrationBins, calibrationError, type Measures, measure, type Said } from './measures.ts';
import { benchMelo } from './melo.ts';
import { type Example, preferredOf, readExtraction, readSkills } from './read-data.ts';
import { shuffleGold } from './shuffle-gold.ts';
import { percentiles, timed } from './speed.ts';
import { baselines, EncodedLabels, ours, remember, type System } from './systems.ts';

/**
 * npm run bench:linking -- DATA [FILE…] [--shuffle] [--melo] [--out FOLDER]
 *
 * Ranks the skills of ESCO for the phrases and sentences of annotated files, by plain methods and by ours in one run.
 * DATA is the folder of shared data, FILE… are of `sentence,span,sub_span,label` rows; the validation files without.
 * `--shuffle` deals the gold out anew, so that every score must fall to nearly nothing.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { shuffle: { type: 'boolean' }, melo: { type: 'boolean' }, out: { type: 'string' } },
});
const [data, ...named] = positionals;
if (!data) throw new Error('name the folder of the data: npm run bench:linking -- ../shared/data [FILE…]');
const files = named.length > 0 ? named : ['tech', 'house'].map((set) => validation(data, set));

const concepts = await readSkills(data);
const labelOf = concepts.map(preferredOf);
const remembering = remember(encode);
const { value: bytes, ms: building } = await timed(() => buildIndex(concepts, () => {}, { encode: remembering }));
const { value: ranker, ms: opening } = await timed(async () => {
  const opened = await openIndex(bytes);
  await opened.rank('warm up', 1);
  return opened;
});
say(
  `${concepts.length} skills; index ${(bytes.length / 1e6).toFixed(1)} MB, built at ${(building / (concepts.length / 1000)).toFixed(0)} ms of processor per`,
);
say(`1,000 skills; ready ${opening.toFixed(0)} ms of processor after its bytes, encoder included`);

const systems = [...baselines(readIndex(bytes), await EncodedLabels.of(concepts, remembering)), ours(ranker)];
const said: Said[] = [];
for (const file of files) {
  const { phrases, sentences, unlabelled } = await readExtraction(file);
  await compare(`${basename(file)}: phrase to skill`, phrases);
  await compare(`${basename(file)}: sentence to skills`, sentences);
  said.push(...(await firstAnswers([...phrases, ...unlabelled])));
}
say(`\ncalibration of first answers to phrases, those without a label too: error ${calibrationError(said).toFixed(3)}`);
for (const [bin, { count, said: mean, right }] of calibrationBins(said).entries())
  say(`  said 0.${bin}: ${String(count).padStart(4)} answers, mean ${mean.toFixed(2)}, right ${right.toFixed(2)}`);
say(`\nresident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB, baselines included`);
if (values.out) {
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, 'calibration.svg'), drawCalibration(calibrationBins(said)));
}
if (values.melo) await benchMelo(data, say);

/** Measures every system on the same examples and says it in one table. */
async function compare(title: string, given: readonly Example[]): Promise<void> {
  const examples = values.shuffle ? shuffleGold(given) : given;
  say(`\n${title}, ${examples.length} examples${values.shuffle ? ', gold shuffled' : ''}`);
  say(`  ${'system'.padEnd(24)}  RP@5  RP@10  rec@1  rec@5 rec@10   MRR   ms p50   p99 of processor`);
  for (const system of systems) {
    const { measures, p50, p99 } = await run(system, examples);
    const { rp5, rp10, recall1, recall5, recall10, mrr } = measures;
    const scores = [rp5, rp10, recall1, recall5, recall10, mrr].map((score) => score.toFixed(3).padStart(6)).join(' ');
    say(`  ${system.name.padEnd(24)} ${scores}  ${p50.toFixed(1).padStart(6)} ${p99.toFixed(1).padStart(6)}`);
  }
}

async function run(
  system: System,
  examples: readonly Example[],
): Promise<{ measures: Measures; p50: number; p99: number }> {
  const times: number[] = [];
  const rankings: string[][] = [];
  for (const { text } of examples) {
    const { value: ranked, ms } = await timed(() => system.rank(text));
    times.push(ms);
    rankings.push(ranked.map((concept) => labelOf[concept] ?? ''));
  }
  return { measures: measure(examples, rankings), ...percentiles(times) };
}

async function firstAnswers(examples: readonly Example[]): Promise<Said[]> {
  const answers = await ranker.rankEach(
    examples.map(({ text }) => text),
    1,
  );
  return answers.flatMap(([best], at) =>
    best ? [{ confidence: best.confidence, isRight: !!examples[at]?.gold.has(labelOf[best.conceptId] ?? '') }] : [],
  );
}

function validation(folder: string, set: string): string {
  return join(folder, `extraction/${set}_validation_annotations.csv`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
