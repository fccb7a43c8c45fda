import { buildIndex, type Concept, openIndex, type Ranker } from '../../src/ranker/index.ts';

interface Entry {
  readonly label: string;
  readonly aliases?: readonly string[];
  readonly description?: string;
  readonly language?: string;
  readonly broader?: readonly number[];
}

/** A small framework of our own: a workshop, a kitchen, an office, some of it in French. */
export const WORKSHOP: Readonly<Record<number, Entry>> = {
  1: {
    label: 'analyse data',
    aliases: ['data analysis', 'data analytics'],
    description: 'Draw conclusions from numbers gathered.',
  },
  2: {
    label: 'clean data',
    aliases: ['data wrangling'],
    description: 'Put raw records into order: gaps, doubles, wrong units.',
    broader: [1],
  },
  3: {
    label: 'use spreadsheets software',
    aliases: ['work with spreadsheets'],
    description: 'Tables, formulas and charts, such as in Excel.',
  },
  4: { label: 'Java (computer programming)', description: 'Object-oriented programming language.' },
  5: { label: 'JavaScript', aliases: ['ECMAScript'], description: 'Programming language of web pages.' },
  6: { label: 'C++', description: 'Systems programming language.' },
  7: { label: 'C#', description: 'Programming language of .NET.' },
  8: { label: 'weld steel', aliases: ['arc welding'], description: 'Join steel parts by melting them together.' },
  9: { label: 'bake bread', description: 'Make dough, let it rise, bake it in an oven.' },
  10: { label: 'work in teams', aliases: ['teamwork'], description: 'Co-operate with colleagues towards one goal.' },
  11: { label: 'communicate with customers', description: 'Answer customers so that they find what they need.' },
  12: { label: 'faire cuire du pain', language: 'fr', description: 'Préparer la pâte et la cuire au four.' },
  13: { label: 'souder des pièces en acier', language: 'fr', aliases: ["soudage à l'arc"] },
  14: { label: 'gérer une équipe', language: 'fr', description: 'Répartir le travail et encourager chacun.' },
  15: { label: 'rédiger des rapports', language: 'fr', description: 'Mettre par écrit ce qui a été fait.' },
};

/** Concepts of such entries, each with a URI and a code made of its number. */
export function* conceptsOf(entries: Readonly<Record<number, Entry>>): Generator<Concept> {
  for (const [id, { label, aliases = [], description, language = 'en', broader = [] }] of Object.entries(entries))
    yield {
      id: Number(id),
      uri: `https://skills.example/${id}`,
      code: `W-${id.padStart(3, '0')}`,
      labels: [
        { text: label, language, isPreferred: true },
        ...aliases.map((text) => ({ text, language, isPreferred: false })),
      ],
      descriptions: description ? [{ text: description, language }] : [],
      broader,
    };
}

export async function rankerOf(entries: Readonly<Record<number, Entry>>): Promise<Ranker> {
  return openIndex(await buildIndex(conceptsOf(entries)));
}
