import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex, type Concept, openIndex } from '../../src/ranker/index.ts';
import { percentiles, timed } from './speed.ts';

/**
 * MELO: job titles of the United States to ESCO. A query's answers are writings of an occupation; the first right one
 * counts. Ours ranks occupations, each with all its writings; its place is that of the first right occupation.
 */
export async function benchMelo(data: string, say: (line: string) => void): Promise<void> {
  const folder = join(data, 'melo/usa_q_en_c_en');
  const texts = new Map((await rows(join(folder, 'corpus_elements.tsv'))) as [string, string][]);
  const queries = await rows(join(folder, 'queries.tsv'));
  const writings = new Map<string, string[]>();
  const occupationOf = new Map<string, string>();
  for (const [element = '', uri = ''] of await rows(join(folder, 'concept_mapping.tsv'))) {
    occupationOf.set(element, uri);
    writings.set(uri, [...(writings.get(uri) ?? []), texts.get(element) ?? '']);
  }
  const concepts: Concept[] = [...writings].map(([uri, all], id) => ({
    ...{ id, uri, code: null, descriptions: [], broader: [] },
    labels: all.map((text, place) => ({ text, language: 'en', isPreferred: place === 0 })),
  }));
  const right = new Map<string, Set<string>>();
  for (const [query = '', , element = ''] of await rows(join(folder, 'annotations.tsv')))
    right.set(query, (right.get(query) ?? new Set()).add(occupationOf.get(element) ?? ''));
  const ranker = await openIndex(await buildIndex(concepts));
  const times: number[] = [];
  let sum = 0;
  for (const [query = '', text = ''] of queries) {
    const { value: ranked, ms } = await timed(() => ranker.rank(text, 100));
    times.push(ms);
    const place = ranked.findIndex(({ conceptId }) => right.get(query)?.has(concepts[conceptId]?.uri ?? ''));
    if (place !== -1) sum += 1 / (place + 1);
  }
  const { p50, p99 } = percentiles(times);
  say(
    `\nMELO, ${queries.length} titles to ${concepts.length} occupations and groups: MRR ${(sum / queries.length).toFixed(3)},`,
  );
  say(`ms p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}`);
}

async function rows(path: string): Promise<string[][]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').flatMap((line) => (line ? [line.split('\t')] : []));
}
