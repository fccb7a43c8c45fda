import { buildIndex, openIndex } from '../../src/ranker/index.ts';
import type { Ranked, Ranker } from '../../src/ranker/ranker.ts';

/** Skills of a small framework of our own, by their place in this list. */
export const SKILLS = [
  'Java',
  'Kotlin',
  'Python',
  'SQL',
  'Docker',
  'bake bread',
  'operate forklift',
  'communication',
  'welding',
  'C++',
  'ASP.NET',
  'English',
  'French',
  'project management',
  'spreadsheets',
  'Scala',
  'German',
  'Rust',
  'Ruby',
  'teamwork',
];

/** The ranker over them. */
export async function rankerOfSkills(): Promise<Ranker> {
  const concepts = SKILLS.map((text, id) => ({
    ...{ id, uri: `urn:skill:${id}`, code: null, descriptions: [], broader: [] },
    labels: [{ text, language: 'en', isPreferred: true }],
  }));
  return openIndex(await buildIndex(concepts));
}

/** The label a suggestion means. */
export const labelOf = ({ conceptId }: Pick<Ranked, 'conceptId'>): string => SKILLS[conceptId] ?? '?';
