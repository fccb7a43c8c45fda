import type { Input } from '../format.ts';
import type { FrameworkRecord } from '../record.ts';

/** ESCO itself, whichever layout states it; the version is the one in the folder's name unless given. */
export function escoFramework(input: Input): FrameworkRecord {
  return {
    type: 'framework',
    place: { file: input.name },
    code: input.framework ?? 'esco',
    name: { en: 'European Skills, Competences, Qualifications and Occupations (ESCO)' },
    version: input.frameworkVersion ?? /\d+\.\d+(?:\.\d+)?/u.exec(input.name)?.[0] ?? 'unknown',
    uri: 'http://data.europa.eu/esco',
    attribution: 'This service uses the ESCO classification of the European Commission.',
  };
}
