import { z } from 'zod';
import type { SkillKind } from '../../skills/skill.ts';
import type { Format, InputFile, Report } from '../format.ts';
import { headOf } from '../head-of.ts';
import { type JsonMember, jsonMembers } from '../json-members.ts';
import { keyFault, labelFault } from '../key-fault.ts';
import type { HubRecord } from '../record.ts';
import { reportMissingFiles } from '../report-missing-files.ts';

/** What we read of NIST's Cybersecurity and Privacy Reference Tool export. Source: CPRT JSON Schema. */
const Element = z.object({
  element_type: z.string(),
  element_identifier: z.string().min(1),
  title: z.string().nullish(),
  text: z.string().nullish(),
});
const Relationship = z.object({
  source_element_identifier: z.string().min(1),
  dest_element_identifier: z.string().min(1),
  dest_doc_identifier: z.string().nullish(),
  source_doc_identifier: z.string().nullish(),
  relationship_identifier: z.string(),
});

/** NICE Framework statements and what they are; work roles are occupations, all other elements are kept. */
const KINDS: Readonly<Record<string, SkillKind>> = {
  task: 'TASK',
  knowledge: 'KNOWLEDGE',
  skill: 'SKILL',
  ability: 'ABILITY',
};
const WORK_ROLE = 'work_role';
const NICE = 'https://csrc.nist.gov/projects/cprt/catalog#/cprt/framework/version/NICE';
export const elementUri = (id: string) => `${NICE}/${encodeURIComponent(id)}`;

/** Some exports leave out the wrapper `response.elements`. */
const both = (part: string) => [`$.response.elements.${part}.*`, `$.${part}.*`];

/** The NICE Workforce Framework for Cybersecurity: work roles, and the tasks, knowledge and skills they contain. */
export const niceFormat: Format = {
  name: 'nice',
  label: 'NICE Framework, CPRT JSON (NIST)',
  version: 1,

  async recognises({ files }) {
    for (const file of files) {
      if (/"element_identifier"|"doc_identifier"/u.test(await headOf(file))) return true;
    }
    return false;
  },

  async check(input) {
    if (await niceFormat.recognises(input)) return [];
    const message = 'holds no "element_identifier"; name the JSON export of NIST’s reference tool';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  complete: () => ['work-role', 'statement', 'occupation-skill', 'occupation-crosswalk'],

  async *read(input, report) {
    reportMissingFiles(input, report);
    yield {
      ...{ type: 'framework', place: { file: input.name }, code: input.framework ?? 'nice', uri: NICE },
      name: { en: 'NICE Workforce Framework for Cybersecurity' },
      version: input.frameworkVersion ?? (await versionIn(input.files)),
      attribution:
        'NICE Framework, National Institute of Standards and Technology; not subject to copyright in the United States.',
    };
    for (const file of input.files) {
      const types = new Map<string, string>();
      yield* elements(file, types, report, WORK_ROLE);
      yield* elements(file, types, () => {}, 'statement');
      yield* relationships(file, types, report);
      yield* elements(file, types, () => {}, 'kept');
    }
  },
};

async function versionIn(files: readonly InputFile[]): Promise<string> {
  for (const file of files) {
    for await (const { value } of jsonMembers(file, both('documents'), () => {})) {
      const document = z.object({ version: z.string().min(1) }).safeParse(value);
      if (document.success) return document.data.version;
    }
  }
  return 'unknown';
}

/** Withdrawn elements stand in the file with a word of it in front of their text. */
function isWithdrawn({ element_type, title, text }: z.infer<typeof Element>): boolean {
  return /^withdraw/iu.test(element_type) || /^\W*withdrawn\b/iu.test(title || text || '');
}

/** One kind of element a pass; the first, which has the issues told, notes what each is. */
async function* elements(
  file: InputFile,
  types: Map<string, string>,
  report: Report,
  wanted: typeof WORK_ROLE | 'statement' | 'kept',
): AsyncGenerator<HubRecord> {
  for await (const member of jsonMembers(file, both('elements'), report)) {
    const read = Element.safeParse(member.value);
    const place = { file: file.name, pointer: member.pointer };
    if (!read.success) {
      const [fault] = read.error.issues;
      const message = `${fault?.path.join('.') || 'the element'}: ${fault?.message}; correct it and import it again`;
      report({ severity: 'ERROR', code: 'FIELD_INVALID', place, message });
      continue;
    }
    const record = recordOf(read.data, member, file);
    if (record.type === 'kept' && record.kind === 'nice:withdrawn') {
      const message = `${read.data.element_identifier} is withdrawn: it is kept, and no skill or work role any more`;
      report({ severity: 'WARNING', code: 'ELEMENT_WITHDRAWN', place, message });
    }
    const label = record.type === 'kept' ? '' : (record.labels.en ?? '');
    const fault =
      keyFault(record.key) ??
      labelFault(label) ??
      (record.type !== 'kept' && label === '' ? 'it has neither title nor text' : null);
    if (fault !== null) {
      report({
        severity: 'ERROR',
        code: 'FIELD_INVALID',
        place,
        message: fault,
        record: { kind: record.kind, key: record.key },
      });
      continue;
    }
    types.set(read.data.element_identifier, record.type);
    const isWanted = { work_role: 'occupation', statement: 'skill', kept: 'kept' }[wanted] === record.type;
    if (isWanted) yield record;
  }
}

function recordOf(element: z.infer<typeof Element>, { value, pointer }: JsonMember, file: InputFile) {
  const { element_identifier: id, element_type: type } = element;
  const common = { key: elementUri(id), raw: value, place: { file: file.name, pointer } };
  const title = element.title?.trim() || element.text?.trim() || '';
  const concept = {
    ...{ ...common, uri: elementUri(id), code: id, labels: { en: title }, aliases: {} },
    // A statement has no title but its text, which is then no description as well.
    descriptions: element.title?.trim() && element.text?.trim() ? { en: element.text.trim() } : {},
  };
  const skillKind = KINDS[type.toLowerCase()];
  if (isWithdrawn(element)) return { ...common, type: 'kept' as const, kind: 'nice:withdrawn', key: `${type} ${id}` };
  if (type.toLowerCase() === WORK_ROLE) {
    return { ...concept, type: 'occupation' as const, kind: 'work-role', occupationKind: 'OCCUPATION' as const };
  }
  if (skillKind) return { ...concept, type: 'skill' as const, kind: 'statement', skillKind };
  return { ...common, type: 'kept' as const, kind: `nice:${type}`, key: `${type} ${id}` };
}

/** `projection` from a work role to a statement is what the role contains; a reference of one outside is a crosswalk; the rest is kept. */
async function* relationships(
  file: InputFile,
  types: ReadonlyMap<string, string>,
  report: Report,
): AsyncGenerator<HubRecord> {
  const rest: HubRecord[] = [];
  const crosswalks: HubRecord[] = [];
  for await (const { value, pointer } of jsonMembers(file, both('relationships'), () => {})) {
    const read = Relationship.safeParse(value);
    const place = { file: file.name, pointer };
    if (!read.success) {
      const message = 'the relationship lacks its elements or its kind; correct it and import it again';
      report({ severity: 'ERROR', code: 'FIELD_INVALID', place, message });
      continue;
    }
    const { source_element_identifier: from, dest_element_identifier: to, relationship_identifier: kind } = read.data;
    const [near, far] = [types.get(from), types.get(to)];
    const columns = { from: 'source_element_identifier', to: 'dest_element_identifier' };
    if (kind === 'projection' && near === 'occupation' && (far === 'skill' || far === undefined)) {
      const ends = { from: elementUri(from), to: elementUri(to) };
      yield { type: 'occupation-skill', place, ...ends, columns, relation: 'ESSENTIAL', raw: value };
    } else if (kind === 'external_reference' && near === 'occupation') {
      const framework = (read.data.dest_doc_identifier || 'external').toLowerCase();
      const ends = { from: { ref: elementUri(from) }, to: { framework, ref: to } };
      // A reference says that the two have to do with each other, and no more.
      crosswalks.push({ type: 'occupation-crosswalk', place, kind: 'RELATED', confidence: 0.5, ...ends, raw: value });
    } else {
      const key = [read.data.source_doc_identifier, from, kind, read.data.dest_doc_identifier, to].join('|');
      rest.push({ type: 'kept', kind: 'nice:relationship', key, raw: value, place });
    }
  }
  yield* crosswalks;
  yield* rest;
}
