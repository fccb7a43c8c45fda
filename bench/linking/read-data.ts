import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Concept } from '../../src/ranker/index.ts';

/** A text and the labels of the skills it speaks of. */
export interface Example {
  readonly text: string;
  /** What it is part of: examples of one sentence are never parted between training and test. */
  readonly sentence: string;
  readonly gold: ReadonlySet<string>;
}

/** The two tasks of a file of annotated sentences. */
export interface Tasks {
  /** Each annotated span, or the part of it that names one skill, with its label. */
  readonly phrases: readonly Example[];
  /** Each sentence with the labels of all its spans. */
  readonly sentences: readonly Example[];
  /** Spans that the annotators found no label for: whatever is said of them is wrong. */
  readonly unlabelled: readonly Example[];
}

// Rows where the annotators found no label that fits; they are not gold.
const NO_GOLD = new Set(['LABEL NOT PRESENT', 'UNDERSPECIFIED']);

async function readCsv(path: string): Promise<Record<string, string>[]> {
  return parse(await readFile(path), { columns: true, bom: true, relax_quotes: true });
}

/** Reads a file of `sentence,span,sub_span,label` rows. */
export async function readExtraction(path: string): Promise<Tasks> {
  const phrases: Example[] = [];
  const unlabelled: Example[] = [];
  const sentences = new Map<string, Set<string>>();
  for (const { sentence = '', span = '', sub_span: part = '', label = '' } of await readCsv(path)) {
    const text = part.trim() || span;
    if (NO_GOLD.has(label)) {
      unlabelled.push({ text, sentence, gold: new Set() });
      continue;
    }
    phrases.push({ text, sentence, gold: new Set([label.toLowerCase()]) });
    const labels = sentences.get(sentence) ?? new Set();
    sentences.set(sentence, labels.add(label.toLowerCase()));
  }
  return { phrases, sentences: [...sentences].map(([text, gold]) => ({ text, sentence: text, gold })), unlabelled };
}

/** Reads SkillSkape: synthetic sentences, each with a Python list of labels; those that name no skill are left out. */
export async function readSkillSkape(path: string): Promise<Example[]> {
  return (await readCsv(path)).flatMap(({ sentence = '', skills = '' }) => {
    const listed = [...skills.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gu)].map(
      (one) => one[1] ?? one[2] ?? '',
    );
    const gold = new Set(listed.filter((label) => label && label !== 'UNK').map((label) => label.toLowerCase()));
    return gold.size > 0 ? [{ text: sentence, sentence, gold }] : [];
  });
}

/**
 * The vocabulary that sentences are linked to: the skills of ESCO 1.2.0, and the labels of 1.1.0 that it renamed or
 * dropped, which gold of 1.1.0 names, as concepts of a label alone. Nothing is mapped by hand.
 */
export async function readSkills(data: string): Promise<Concept[]> {
  const concepts = await readEsco(
    join(data, 'esco-1.2.0/skills_en.csv'),
    join(data, 'esco-1.2.0/broaderRelationsSkillPillar_en.csv'),
  );
  const known = new Set(concepts.map(preferredOf));
  const older = (await readFile(join(data, 'extraction/skills_en_label.txt'), 'utf8'))
    .split('\n')
    .map((line) => line.trim());
  for (const text of older.filter((label) => label && !known.has(label.toLowerCase())))
    concepts.push({
      id: concepts.length,
      uri: `urn:esco-1.1.0:${text}`,
      code: null,
      labels: [{ text, language: 'en', isPreferred: true }],
      descriptions: [],
      broader: [],
    });
  return concepts;
}

/** ESCO's own columns as concepts, numbered in order of rows. */
export async function readEsco(path: string, relations?: string): Promise<Concept[]> {
  const rows = await readCsv(path);
  const idOf = new Map(rows.map(({ conceptUri = '' }, id) => [conceptUri, id]));
  const broader = new Map<string, number[]>();
  for (const { conceptUri = '', broaderUri = '' } of relations ? await readCsv(relations) : []) {
    const parent = idOf.get(broaderUri);
    if (parent !== undefined) broader.set(conceptUri, [...(broader.get(conceptUri) ?? []), parent]);
  }
  return rows.map(({ conceptUri = '', preferredLabel = '', altLabels = '', description = '' }, id) => ({
    id,
    uri: conceptUri,
    code: null,
    labels: [
      { text: preferredLabel, language: 'en', isPreferred: true },
      ...lines(altLabels).map((text) => ({ text, language: 'en', isPreferred: false })),
    ],
    descriptions: description ? [{ text: description, language: 'en' }] : [],
    broader: broader.get(conceptUri) ?? [],
  }));
}

/** The label that gold names a concept by. */
export function preferredOf({ labels }: Concept): string {
  return labels.find(({ isPreferred }) => isPreferred)?.text.toLowerCase() ?? '';
}

function lines(cell: string): string[] {
  return cell.split('\n').flatMap((line) => line.trim() || []);
}
