import type { TableShape } from '../csv.ts';

/**
 * The crosswalk files we read, each told by its header. Sources: NOC-O*NET crosswalk of TMU's Diversity Institute; ESCO-O*NET crosswalk of
 * Nesta, README; SOC-ISCO table of O*NET's users after the US Bureau of Labor Statistics; SKOS Reference 2009, section 10.
 */
export const CROSSWALK_FILES = {
  nocOnet: { required: ['noc', 'onet'], known: ['noc_title', 'onet_title'] },
  escoOnet: {
    required: ['concept_uri', 'onet_code', 'confidence'],
    known: ['esco_occupation', 'onet_occupation', 'isco_code', 'semantic_similarity', 'matching_job_titles'],
  },
  socIsco: { required: ['soc_code', 'isco08_code', 'mapping_type'], known: ['soc_title', 'isco08_title'] },
  skos: {
    required: ['subject', 'predicate', 'object'],
    known: ['confidence', 'vintage', 'concept', 'subject_framework', 'object_framework'],
  },
} as const;

export type CrosswalkFile = keyof typeof CROSSWALK_FILES;
export const CROSSWALK_NAMES = Object.keys(CROSSWALK_FILES) as CrosswalkFile[];

export function shapeOf(file: CrosswalkFile, columns?: Readonly<Record<string, string>>): TableShape {
  const { required, known } = CROSSWALK_FILES[file];
  return { required, known: [...required, ...known], ...(columns && { columns }) };
}
