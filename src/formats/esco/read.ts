import { checkTable, readTable, type TableRow } from '../csv.ts';
import type { Format, Input, InputFault, InputFile, Issue, Report } from '../format.ts';
import { Hierarchy } from '../hierarchy.ts';
import type { HubRecord, OccupationRecord, SkillRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { escoFramework } from './framework.ts';
import { occupationFrom, occupationGroupFrom, skillFrom, skillGroupFrom } from './map.ts';
import { ESCO_FILES, type EscoFile, escoFile, shapeOf } from './schema.ts';

interface Found {
  readonly source: InputFile;
  readonly file: EscoFile;
  readonly language: string;
}

function filesOf(input: Input): Found[] {
  return input.files.flatMap((source) => {
    const named = escoFile(source.name);
    return named ? [{ source, ...named }] : [];
  });
}

const ENTITIES = [
  ['skillGroups', skillGroupFrom, 'skill-group'],
  ['skills', skillFrom, 'skill'],
  ['ISCOGroups', occupationGroupFrom, 'occupation-group'],
  ['occupations', occupationFrom, 'occupation'],
] as const;

/**
 * The ESCO classification's CSV folder, in one or several languages: concepts first, then edges. `skillsHierarchy` and the
 * `…Collection` files are not read, since the broader relations and the skills state all they say.
 */
export const escoFormat: Format = {
  name: 'esco',
  label: 'ESCO classification, CSV folder (European Commission)',
  version: 1,
  isPackage: true,

  async recognises(input) {
    return filesOf(input).some(({ file }) => file === 'skills' || file === 'occupations');
  },

  async check(input) {
    const found = filesOf(input);
    if (!(await escoFormat.recognises(input))) {
      const message =
        'holds neither skills_<language>.csv nor occupations_<language>.csv; name the folder of the CSV download';
      return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
    }
    const faults: InputFault[] = [];
    for (const { source, file } of found) faults.push(...(await checkTable(source, shapeOf(file))));
    return faults;
  },

  complete(input) {
    const found = filesOf(input);
    const has = (file: EscoFile) => found.some((one) => one.file === file);
    return [
      ...ENTITIES.flatMap(([file, , kind]) =>
        found.filter((one) => one.file === file).map(({ language }) => `${kind}:${language}`),
      ),
      ...(has('broaderRelationsSkillPillar') && has('skillSkillRelations') ? ['skill-relation'] : []),
      ...(has('broaderRelationsOccPillar') ? ['occupation-relation'] : []),
      ...(has('occupationSkillRelations') ? ['occupation-skill'] : []),
    ];
  },

  async *read(input, report) {
    reportMissingFiles(input, report);
    const found = filesOf(input);
    for (const file of Object.keys(ESCO_FILES)) {
      if (found.some((one) => one.file === file)) continue;
      const message = `${file}_<language>.csv is not in the folder; what only it states was not imported`;
      report({ severity: 'WARNING', code: 'FILE_MISSING', place: { file: `${file}_en.csv` }, message });
    }
    yield escoFramework(input);
    for (const [file, map] of ENTITIES) yield* concepts(found, file, map, report);
    yield* edges(found, report);
  },
};

async function* concepts(
  found: readonly Found[],
  name: EscoFile,
  map: (row: TableRow, file: string, language: string) => SkillRecord | OccupationRecord | Issue,
  report: Report,
): AsyncGenerator<HubRecord> {
  for (const { source, language } of found.filter(({ file }) => file === name)) {
    for await (const row of readTable(source, shapeOf(name), report)) {
      const record = map(row, source.name, language);
      if ('severity' in record) report(record);
      else yield record;
    }
  }
}

/** Edges carry no words, so one language's file states them all: English where it is there. */
function edgeFile(found: readonly Found[], name: EscoFile): Found | undefined {
  const all = found.filter(({ file }) => file === name);
  return all.find(({ language }) => language === 'en') ?? all[0];
}

async function* edges(found: readonly Found[], report: Report): AsyncGenerator<HubRecord> {
  yield* broader(edgeFile(found, 'broaderRelationsSkillPillar'), 'skill-relation', report);
  // "original" is the skill that needs, "related" the knowledge it needs, so the edge "is essential for" runs backwards.
  yield* typed(edgeFile(found, 'skillSkillRelations'), 'relatedSkillUri', 'originalSkillUri', report);
  yield* broader(edgeFile(found, 'broaderRelationsOccPillar'), 'occupation-relation', report);
  yield* typed(edgeFile(found, 'occupationSkillRelations'), 'occupationUri', 'skillUri', report);
}

async function* broader(
  found: Found | undefined,
  type: 'skill-relation' | 'occupation-relation',
  report: Report,
): AsyncGenerator<HubRecord> {
  if (!found) return;
  const hierarchy = new Hierarchy();
  const columns = { from: 'conceptUri', to: 'broaderUri' };
  for await (const { line, cells } of readTable(found.source, shapeOf(found.file), report)) {
    const [from, to] = [cells[columns.from] ?? '', cells[columns.to] ?? ''];
    const place = { file: found.source.name, line };
    if (!hierarchy.add(from, to)) {
      const message = `${to} already lies under ${from}, so it cannot be above it; correct or remove the row`;
      report({ severity: 'ERROR', code: 'HIERARCHY_CYCLE', place: { ...place, column: columns.to }, message, raw: to });
      continue;
    }
    const edge = { place, from, to, columns };
    yield type === 'skill-relation' ? { type, ...edge, kind: 'BROADER', isCrosswalk: false } : { type, ...edge };
  }
}

async function* typed(
  found: Found | undefined,
  fromColumn: string,
  toColumn: string,
  report: Report,
): AsyncGenerator<HubRecord> {
  if (!found) return;
  const columns = { from: fromColumn, to: toColumn };
  const isBetweenSkills = found.file === 'skillSkillRelations';
  for await (const { line, cells } of readTable(found.source, shapeOf(found.file), report)) {
    const place = { file: found.source.name, line };
    const relationType = cells.relationType;
    if (relationType !== 'essential' && relationType !== 'optional') {
      const message = `"${relationType}" is neither essential nor optional`;
      report({ severity: 'ERROR', code: 'FIELD_INVALID', place: { ...place, column: 'relationType' }, message });
      continue;
    }
    const isEssential = relationType === 'essential';
    const edge = { place, from: cells[fromColumn] ?? '', to: cells[toColumn] ?? '', columns };
    yield isBetweenSkills
      ? { type: 'skill-relation', ...edge, kind: isEssential ? 'ESSENTIAL_FOR' : 'OPTIONAL_FOR', isCrosswalk: false }
      : { type: 'occupation-skill', ...edge, relation: isEssential ? 'ESSENTIAL' : 'OPTIONAL' };
  }
}
