import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SKILL = 'http://data.europa.eu/esco/skill/';
const OCCUPATION = 'http://data.europa.eu/esco/occupation/';

/**
 * A tiny ESCO folder of our own words: one group, three skills, one knowledge, one ISCO heading, two occupations, and
 * every kind of edge. Its files by name, to be changed by a test before they are written.
 */
export function escoFiles(): Record<string, string> {
  return {
    'skillGroups_en.csv': `conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,description,code
SkillGroup,${SKILL}g1,working with bread,,,released,,,,All about bread.,S9
`,
    // With BOM, a blank skillType, newline-separated aliases and a comma in quotes.
    'skills_en.csv': `\uFEFFconceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description
KnowledgeSkillCompetence,${SKILL}s1,skill/competence,sector-specific,knead dough,"work dough
knead bread dough",,released,,,,,"Works dough by hand, or with a machine."
KnowledgeSkillCompetence,${SKILL}s2,skill/competence,cross-sector,bake bread,,,released,,,,,Bakes it.
KnowledgeSkillCompetence,${SKILL}s3,,,bake sourdough bread,,,released,,,,,
KnowledgeSkillCompetence,${SKILL}k1,knowledge,occupation-specific,fermentation of dough,,,released,,,,,
`,
    'ISCOGroups_en.csv': `conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description
ISCOGroup,http://data.europa.eu/esco/isco/C7512,7512,Bakers,released,,,
`,
    'occupations_en.csv': `conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code
Occupation,${OCCUPATION}o1,7512,baker,bread baker,,released,,,,,,Bakes bread.,7512.1
Occupation,${OCCUPATION}o2,7512,bakery apprentice,,,released,,,,,,,7512.2
`,
    'broaderRelationsSkillPillar_en.csv': `conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,${SKILL}s2,SkillGroup,${SKILL}g1
KnowledgeSkillCompetence,${SKILL}s3,KnowledgeSkillCompetence,${SKILL}s2
`,
    'broaderRelationsOccPillar_en.csv': `conceptType,conceptUri,broaderType,broaderUri
Occupation,${OCCUPATION}o1,ISCOGroup,http://data.europa.eu/esco/isco/C7512
`,
    'occupationSkillRelations_en.csv': `occupationUri,relationType,skillType,skillUri
${OCCUPATION}o1,essential,skill/competence,${SKILL}s1
${OCCUPATION}o1,essential,skill/competence,${SKILL}s2
${OCCUPATION}o1,optional,knowledge,${SKILL}k1
${OCCUPATION}o2,optional,skill/competence,${SKILL}s1
`,
    'skillSkillRelations_en.csv': `originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri
${SKILL}s3,skill/competence,essential,knowledge,${SKILL}k1
`,
  };
}

/** Writes files into a new folder and returns its path. */
export function writeFolder(files: Readonly<Record<string, string | Uint8Array>>, name = 'esco-9.9.9'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'tessera-input-')), name);
  writeInto(folder, files);
  return folder;
}

/** Writes or overwrites files of a folder. */
export function writeInto(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

export const uri = {
  skill: (key: string) => `${SKILL}${key}`,
  occupation: (key: string) => `${OCCUPATION}${key}`,
};
