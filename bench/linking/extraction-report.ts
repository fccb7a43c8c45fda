/** Writes what came out of the advertisements in `examples/advertisements` into docs/extraction.md: `npm run docs:extraction -- ../shared/data`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type ExtractedNode, type Extraction, extractRequirements, type Phrase } from '../../src/extraction/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { buildIndex, type Concept, openIndex } from '../../src/ranker/index.ts';

const ADVERTISEMENTS = 'examples/advertisements';
const PAGE = 'docs/extraction.md';
const [BEGIN, END] = ['<!-- what came out -->', '<!-- end of what came out -->'];

/** The skills of an ESCO folder as concepts. */
function readEsco(file: string): Concept[] {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
  return rows.map((row, id) => ({
    ...{ id, uri: row.conceptUri ?? '', code: null, broader: [] },
    labels: [
      { text: row.preferredLabel ?? '', language: 'en', isPreferred: true },
      ...(row.altLabels ?? '')
        .split('\n')
        .filter(Boolean)
        .map((text) => ({ text, language: 'en', isPreferred: false })),
    ],
    descriptions: row.description ? [{ text: row.description, language: 'en' }] : [],
  }));
}

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/gu, ' ');

function notesOf({ years, level, orEquivalent }: Phrase): string {
  const said = years && [years.least ?? '', years.most ?? ''].filter((each) => each !== '').join(' to ');
  const span = years && (years.least === null ? `up to ${said}` : years.most === null ? `${said} or more` : said);
  return [span && `${span} years`, level && `"${level.words}"`, orEquivalent && 'or equivalent']
    .filter(Boolean)
    .join(', ');
}

function rowsOf(node: ExtractedNode, labelOf: (id: number) => string): string[] {
  if ('children' in node) {
    const own =
      node.key === ''
        ? []
        : [`| ${node.key} | ${node.kind}${node.atLeast ? ` ${node.atLeast}` : ''} | ${node.importance} | | | |`];
    return [...own, ...node.children.flatMap((child) => rowsOf(child, labelOf))];
  }
  const [best] = node.suggestions;
  const skill = best ? `${labelOf(best.conceptId)} (${best.confidence.toFixed(2)})` : '';
  return [
    `| ${node.key} | ${node.kind} | ${node.importance} | ${cell(node.statement)} | ${cell(notesOf(node))} | ${cell(skill)} |`,
  ];
}

function sectionOf(
  name: string,
  text: string,
  extraction: Extraction,
  labelOf: (id: number) => string,
  ms: number,
): string {
  const { requirement, unlinked, warnings } = extraction;
  const fence = name.endsWith('.html') ? 'html' : 'text';
  const phrases = unlinked.map((phrase) => [`"${phrase.statement}"`, notesOf(phrase)].filter(Boolean).join(', '));
  return [
    `### ${name}`,
    `\`\`\`${fence}\n${text.trim()}\n\`\`\``,
    `${text.split(/\s+/u).length} words, read in ${ms.toFixed(0)} ms${warnings.length > 0 ? `, warned of ${warnings.join(', ')}` : ''}.`,
    [
      '| key | kind | importance | words | said of it | likeliest skill (confidence) |',
      '|---|---|---|---|---|---|',
      ...(requirement ? rowsOf(requirement, labelOf) : []),
    ].join('\n'),
    phrases.length > 0 ? `Linked to nothing: ${phrases.join('; ')}.` : 'Everything was linked to something.',
  ].join('\n\n');
}

const data = process.argv[2] ?? '../shared/data';
const concepts = readEsco(join(data, 'esco-1.2.0/skills_en.csv'));
const ranker = await openIndex(await buildIndex(concepts));
const labelOf = (id: number) => concepts[id]?.labels[0]?.text ?? '';
// The first answer of a process loads what the others share.
await extractRequirements('Requirements: Java', ranker);
const parts: string[] = [];
for (const name of readdirSync(ADVERTISEMENTS).sort()) {
  const text = readFileSync(join(ADVERTISEMENTS, name), 'utf8');
  const since = performance.now();
  const extraction = valueOrThrow(await extractRequirements(text, ranker));
  parts.push(sectionOf(name, text, extraction, labelOf, performance.now() - since));
}
const page = readFileSync(PAGE, 'utf8');
const [before = ''] = page.split(BEGIN);
const [, after = ''] = page.split(END);
writeFileSync(PAGE, `${before}${BEGIN}\n\n${parts.join('\n\n')}\n\n${END}${after}`);
