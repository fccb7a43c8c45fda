import type { TableShape } from '../csv.ts';

/** The files of the ESCO classification's CSV download that we read (version 1.1 and later). Source: ESCO portal, CSV. */
export const ESCO_FILES = {
  skillGroups: {
    required: ['conceptUri', 'preferredLabel'],
    known: ['code', 'altLabels', 'hiddenLabels', 'description'],
  },
  skills: {
    required: ['conceptUri', 'preferredLabel', 'skillType', 'reuseLevel'],
    known: ['altLabels', 'hiddenLabels', 'description', 'definition', 'scopeNote'],
  },
  ISCOGroups: { required: ['conceptUri', 'preferredLabel', 'code'], known: ['altLabels', 'description'] },
  occupations: {
    required: ['conceptUri', 'preferredLabel', 'code'],
    known: ['altLabels', 'hiddenLabels', 'description', 'iscoGroup'],
  },
  broaderRelationsSkillPillar: { required: ['conceptUri', 'broaderUri'], known: [] },
  broaderRelationsOccPillar: { required: ['conceptUri', 'broaderUri'], known: [] },
  occupationSkillRelations: { required: ['occupationUri', 'relationType', 'skillUri'], known: [] },
  skillSkillRelations: { required: ['originalSkillUri', 'relationType', 'relatedSkillUri'], known: [] },
} as const;

export type EscoFile = keyof typeof ESCO_FILES;

export function shapeOf(file: EscoFile): TableShape {
  const { required, known } = ESCO_FILES[file];
  return { required, known: [...required, ...known] };
}

/** Name and language of a file such as `skills_en.csv`; null for any other name. */
export function escoFile(name: string): { file: EscoFile; language: string } | null {
  const [, file, language] = /^(\w+)_([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\.csv$/u.exec(name) ?? [];
  if (file === undefined || language === undefined || !Object.hasOwn(ESCO_FILES, file)) return null;
  return { file: file as EscoFile, language };
}
