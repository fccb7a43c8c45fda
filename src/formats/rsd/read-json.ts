import type { Format, InputFile } from '../format.ts';
import { headOf } from '../head-of.ts';
import { openJson } from '../json-file.ts';
import { pointerTo } from '../json-pointer.ts';
import { textOf } from '../json-value.ts';
import { keyFault } from '../key-fault.ts';
import type { FrameworkRecord, HubRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { isJsonLines, jsonLines } from './json-lines.ts';
import { relationsFromJson, skillFromJson } from './map.ts';
import { libraryOf } from './read-csv.ts';

const RSD = /"skillName"\s*:|"RichSkillDescriptor"/u;
const COLLECTION = /"skills"\s*:\s*\[/u;
/** What a collection says of itself. */
const OF_COLLECTION = [
  ...['@context', 'id', 'uuid', 'type', 'name', 'description', 'creator', 'author', 'status', 'creationDate'],
  ...['updateDate', 'publishDate', 'archiveDate', 'workspaceOwner', 'skillKeywords'],
];

type Shape = '$' | '$.*' | '$.skills.*' | 'LINES';

/** Rich Skill Descriptors as OSMT answers them: one, a list, one a line, or a collection with its skills. */
export const rsdFormat: Format = {
  name: 'rsd',
  label: 'Rich Skill Descriptors, JSON (Open Skills Network)',
  version: 1,

  async recognises(input) {
    for (const file of input.files) if ((await shapeOf(file)) === null) return false;
    return input.files.length > 0;
  },

  async check(input) {
    if (await rsdFormat.recognises(input)) return [];
    const message = 'holds no Rich Skill Descriptor; name a file whose objects have skillName';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // One RSD alone is no whole library, but its source states nothing else.
  complete: () => ['rsd', 'rsd-collection', 'rsd-reference', 'skill-relation'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const met = new Set<string>();
    for (const file of input.files) {
      const shape = (await shapeOf(file)) ?? '$';
      const json = await openJson(file);
      const head: Record<string, unknown> = {};
      if (shape === '$.skills.*') {
        const paths = OF_COLLECTION.map((name) => `$.${name}`);
        for await (const { path, value } of json.members(paths, () => {})) head[String(path[0])] = value;
      }
      const framework = collectionOf(head) ?? libraryOf(input);
      yield input.framework === undefined ? framework : { ...framework, code: input.framework };
      const { uri } = framework;
      if (uri !== undefined) {
        yield { type: 'kept', place: { file: file.name, pointer: '' }, kind: 'rsd-collection', key: uri, raw: head };
      }
      const references: HubRecord[] = [];
      const edges = new Map<string, HubRecord[]>();
      const members = shape === 'LINES' ? jsonLines(file, report) : json.members([shape], report);
      for await (const { value, path, pointer } of members) {
        const place = { file: file.name, pointer };
        if (typeof value === 'string' && uri !== undefined && keyFault(value) === null) {
          references.push({ type: 'kept', place, kind: 'rsd-reference', key: `${uri} ${value}`, raw: value });
          continue;
        }
        const skill = skillFromJson(value, place);
        if ('fault' in skill) {
          const at = pointerTo([...path, 'skillName']);
          report({ severity: 'ERROR', code: 'FIELD_MISSING', place: { ...place, pointer: at }, message: skill.fault });
          continue;
        }
        if (met.has(skill.uri)) {
          const message = `${skill.uri} stands in this input twice; the first one counts`;
          report({ severity: 'ERROR', code: 'DUPLICATE_KEY', place, message });
          continue;
        }
        met.add(skill.uri);
        edges.set(skill.uri, relationsFromJson(value, skill.uri, place));
        yield skill;
      }
      for (const relations of edges.values()) yield* relations;
      yield* references;
    }
  },
};

/** A collection is a framework of its own; a list belongs to the library. */
function collectionOf(head: Readonly<Record<string, unknown>>): FrameworkRecord | null {
  const uuid = textOf(head, 'uuid');
  const uri = textOf(head, 'id') ?? (uuid === undefined ? undefined : `urn:uuid:${uuid}`);
  if (uri === undefined || keyFault(uri) !== null) return null;
  const name = { en: textOf(head, 'name') ?? uri };
  return {
    type: 'framework',
    place: { file: uri },
    code: uuid ?? uri,
    name,
    version: textOf(head, 'updateDate') ?? 'unknown',
    uri,
  };
}

async function shapeOf(file: InputFile): Promise<Shape | null> {
  const head = await headOf(file);
  if (/^\uFEFF?\s*\[/u.test(head)) return RSD.test(head) ? '$.*' : null;
  if (!/^\uFEFF?\s*\{/u.test(head)) return null;
  if (
    !isJsonLines(head) &&
    COLLECTION.test(head) &&
    /RichSkill|skillName|SkillCollection|"skills"\s*:\s*\[\s*"https?:/u.test(head)
  )
    return '$.skills.*';
  if (!RSD.test(head)) return null;
  return isJsonLines(head) ? 'LINES' : '$';
}
