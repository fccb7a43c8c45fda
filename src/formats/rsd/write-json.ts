import { isObject } from '../badge-packaging/object.ts';
import { identifierOf } from '../case/identifier.ts';
import type { Exporter } from '../export.ts';
import { type MappedSkill, MappedSkills } from './mapped-skills.ts';

/**
 * RSD JSON: a collection where the framework came as one, else a list. Own ones go out as they came, as soon as they are read; others
 * when their relations are known.
 */
export const rsdExporter: Exporter = {
  name: 'rsd',
  label: 'Rich Skill Descriptors, JSON (Open Skills Network)',
  writes: ['FRAMEWORK'],
  mediaType: 'application/json',
  extension: 'json',

  async *write(records, head) {
    const mapped = new MappedSkills();
    let frameworkUri: string | undefined;
    let collection: unknown;
    let count = 0;
    const member = (value: unknown): string => {
      const opening = isObject(collection) ? `${JSON.stringify(collection).slice(0, -1)},"skills":[` : '[';
      count += 1;
      return `${count === 1 ? opening : ','}\n${JSON.stringify(value)}`;
    };
    for await (const { record, isOwn } of records) {
      if (record.type === 'framework') frameworkUri = record.uri;
      else if (record.type === 'kept' && record.key === frameworkUri) collection = record.raw;
      else if (record.type === 'kept' && record.kind === 'rsd-reference') {
        if (record.key.startsWith(`${frameworkUri} `)) yield member(record.raw);
      } else if (record.type === 'skill' && isOwn) yield member(record.raw);
      else if (record.type === 'skill') mapped.add(record);
      else mapped.relate(record);
    }
    for (const skill of mapped.all()) yield member(rsdOf(skill, head.writtenAt));
    if (count === 0) yield isObject(collection) ? `${JSON.stringify(collection).slice(0, -1)},"skills":[` : '[';
    yield isObject(collection) ? ']}\n' : ']\n';
  },
};

function rsdOf({ uri, name, statement, categories, alignments }: MappedSkill, writtenAt: string) {
  return {
    '@context': 'https://rsd.openskillsnetwork.org/context-v1.json',
    type: 'RichSkillDescriptor',
    ...{ id: uri, uuid: identifierOf(uri), skillName: name, skillStatement: statement, status: 'published' },
    ...{
      publishDate: writtenAt,
      categories,
      keywords: [],
      alignments: alignments.map((id) => ({ id, skillName: id })),
    },
  };
}
