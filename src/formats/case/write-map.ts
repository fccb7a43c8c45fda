import { textIn } from '../../db/localized-text.ts';
import type { ExportHead } from '../export.ts';
import type { FrameworkRecord, LevelScaleRecord, SkillRecord, SkillRelationRecord } from '../record.ts';
import { identifierOf } from './identifier.ts';
import { ITEM_TYPE_OF_KIND, TYPE_OF_RELATION } from './schema.ts';

/** Name, identifier and URI of what is pointed at. Source: CASE 1.1, LinkURI. */
export interface Link {
  readonly title: string;
  readonly identifier: string;
  readonly uri: string;
}

/** Addresses and moments that are the same in all of one package. */
export interface WriteContext {
  readonly head: ExportHead;
  readonly language: string;
}

/** A thing's own address, or one under this hub where its URI is none. */
export function addressOf(uri: string, collection: string, { hubUrl }: ExportHead): string {
  return /^https?:\/\//iu.test(uri) ? uri : `${hubUrl}/ims/case/v1p1/${collection}/${identifierOf(uri)}`;
}

/** By what a framework that states no URI goes here. */
export function frameworkUri({ uri, code }: Pick<FrameworkRecord, 'uri' | 'code'>): string {
  return uri ?? `urn:tessera:framework:${encodeURIComponent(code)}`;
}

export function linkTo(uri: string, title: string, collection: string, head: ExportHead): Link {
  return { title, identifier: identifierOf(uri), uri: addressOf(uri, collection, head) };
}

/** A framework as a CFDocument. Required by CASE 1.1: identifier, uri, creator, title, lastChangeDateTime. */
export function documentOf(framework: FrameworkRecord, { head, language }: WriteContext) {
  const title = textIn(framework.name, language) || framework.code;
  const uri = frameworkUri(framework);
  return {
    ...linkTo(uri, title, 'CFDocuments', head),
    creator: framework.attribution ?? title,
    lastChangeDateTime: head.writtenAt,
    version: framework.version,
    language,
    caseVersion: '1.1',
    CFPackageURI: {
      ...{ title, identifier: identifierOf(uri) },
      uri: `${head.hubUrl}/ims/case/v1p1/CFPackages/${identifierOf(uri)}`,
    },
    ...extensionsOf({ name: framework.name }, [framework.name]),
  };
}

/** A skill as a CFItem. Required by CASE 1.1: identifier, uri, fullStatement, lastChangeDateTime. */
export function itemOf(skill: SkillRecord, document: Link, { head, language }: WriteContext) {
  const label = textIn(skill.labels, language);
  const statement = textIn(skill.descriptions, language) || label;
  const { labels, aliases, descriptions } = skill;
  const itemType = ITEM_TYPE_OF_KIND[skill.skillKind];
  return {
    identifier: identifierOf(skill.uri),
    uri: addressOf(skill.uri, 'CFItems', head),
    fullStatement: statement,
    ...(label !== statement && { abbreviatedStatement: label }),
    ...(skill.code !== undefined && { humanCodingScheme: skill.code }),
    ...(itemType !== undefined && { CFItemType: itemType }),
    language,
    lastChangeDateTime: head.writtenAt,
    CFDocumentURI: document,
    ...extensionsOf({ labels, aliases, descriptions }, [labels, descriptions, aliases]),
  };
}

/** What CASE has no field for: other languages, and names beside the first. */
function extensionsOf(texts: object, stated: readonly object[]): object {
  const [first = {}, second = {}, aliases = {}] = stated;
  const isPlain = [first, second].every((each) => Object.keys(each).length <= 1) && Object.keys(aliases).length === 0;
  return isPlain ? {} : { extensions: { tessera: texts } };
}

/** A relation as a CFAssociation; the identifier is made of its ends and kind. */
export function associationOf(
  edge: Pick<SkillRelationRecord, 'from' | 'to' | 'kind'> & {
    readonly isCrosswalk?: boolean;
    readonly vintage?: string;
  },
  titleOf: (uri: string) => string,
  document: Link,
  { head }: WriteContext,
) {
  const isInside = edge.isCrosswalk !== true;
  const origin = linkTo(edge.from, titleOf(edge.from), 'CFItems', head);
  const destination = isInside
    ? linkTo(edge.to, titleOf(edge.to), 'CFItems', head)
    : { title: titleOf(edge.to), identifier: identifierOf(edge.to), uri: edge.to };
  return {
    ...associationHead(associationName(edge), TYPE_OF_RELATION[edge.kind], document, head),
    originNodeURI: { ...origin, targetType: 'CASE' },
    destinationNodeURI: isInside ? { ...destination, targetType: 'CASE' } : destination,
    ...(edge.vintage !== undefined && { notes: edge.vintage }),
  };
}

/** The association by which an item without a broader one stands at the top of its document. */
export function topAssociationOf(skillUri: string, title: string, document: Link, { head }: WriteContext) {
  return {
    ...associationHead(
      associationName({ from: skillUri, kind: 'BROADER', to: document.uri }),
      'isChildOf',
      document,
      head,
    ),
    originNodeURI: { ...linkTo(skillUri, title, 'CFItems', head), targetType: 'CASE' },
    destinationNodeURI: { ...document, targetType: 'CASE' },
  };
}

/** The name from which an association's identifier is made; a blank stands in no URI. */
export function associationName({ from, kind, to }: Pick<SkillRelationRecord, 'from' | 'to' | 'kind'>): string {
  return `${from} ${kind} ${to} `;
}

function associationHead(name: string, associationType: string, document: Link, head: ExportHead) {
  const identifier = identifierOf(name);
  return {
    identifier,
    uri: `${head.hubUrl}/ims/case/v1p1/CFAssociations/${identifier}`,
    associationType,
    lastChangeDateTime: head.writtenAt,
    CFDocumentURI: document,
  };
}

/** A scale as a rubric of one criterion, whose scores are the ranks. */
export function rubricOf(scale: LevelScaleRecord, { head, language }: WriteContext) {
  const title = textIn(scale.name, language);
  const lastChangeDateTime = head.writtenAt;
  const uri = addressOf(scale.uri, 'CFRubrics', head);
  return {
    identifier: identifierOf(`${scale.uri} rubric `),
    uri: `${head.hubUrl}/ims/case/v1p1/CFRubrics/${identifierOf(`${scale.uri} rubric `)}`,
    title,
    lastChangeDateTime,
    CFRubricCriteria: [
      {
        ...{ identifier: identifierOf(scale.uri), uri, category: title, lastChangeDateTime },
        CFRubricCriterionLevels: scale.levels.map(({ rank, name, uri: level }) => ({
          identifier: identifierOf(level ?? `${scale.uri}#${rank}`),
          uri: level ?? `${scale.uri}#${rank}`,
          quality: textIn(name, language),
          score: rank,
          position: rank,
          lastChangeDateTime,
        })),
      },
    ],
  };
}
