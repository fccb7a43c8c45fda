import { CREDENTIAL_RELATIONS, type CredentialSkillRelation } from '../../credentials/credential.ts';
import type { Input, Place, Report } from '../format.ts';
import { Chains, IdTable, Pool } from './compact.ts';
import { endsOf, groupsOf, needsOf } from './conditions.ts';
import { type GraphNode, nodesOf } from './documents.ts';
import { FrameworkBook } from './framework-book.ts';
import { canonicalUri, isBlank } from './identity.ts';
import { Levels } from './levels.ts';
import { type Json, type Lookup, Node } from './node.ts';
import { schemeOf } from './occupation.ts';
import { OrganizationBook, type OtherOrganization } from './organization-book.ts';
import { Pathways, type StatedEdge } from './pathways.ts';
import { type Statement, statementsOf } from './statements.ts';
import type { Role } from './terms.ts';

const ROLE_NUMBERS: readonly Role[] = [
  ...(['CREDENTIAL', 'LEARNING', 'ASSESSMENT', 'ORGANIZATION', 'FRAMEWORK', 'COMPETENCY', 'LEVEL_SCALE'] as const),
  ...(['LEVEL', 'OCCUPATION', 'JOB', 'COMPONENT', 'PATHWAY', 'SUPPORT', 'OTHER'] as const),
];
const SKILL_RELATIONS: readonly CredentialSkillRelation[] = ['TEACHES', 'ASSESSES', 'REQUIRES'];

/** Bytes of blank nodes and profiles that are held, so that a graph of any size is read in bounded memory. */
const HELD_AT_MOST = 48 * 1024 * 1024;

const PROVIDERS = ['ownedBy', 'offeredBy'] as const;
const QUALITY_BODIES = ['accreditedBy', 'approvedBy', 'recognizedBy', 'regulatedBy'] as const;

/** What a learning opportunity or an assessment brings, and what it is made of. */
export interface Learning {
  readonly statements: readonly Statement[];
  readonly parts: readonly string[];
}

/**
 * What a first reading of an input finds out, so that a second one can say of each node all that others say of it: what learning
 * opportunities teach, who owns what, which credentials are parts of which, where competencies belong. Only that is held, in
 * tables of numbers; blank nodes and profiles are held as bytes.
 */
export class Survey {
  readonly organizations = new OrganizationBook();
  readonly frameworks = new FrameworkBook();
  readonly levels = new Levels();
  others: readonly OtherOrganization[] = [];
  /** Organisations with nodes of their own, as they stand; null where they are too many to hold. */
  organizationNodes: { readonly bytes: Buffer; readonly place: Place; readonly scope: string }[] | null = [];
  /** Whether all of it is one graph of many resources: then what it lacks is gone. */
  isCatalogue = true;
  hasCompetencies = false;
  hasOccupations = false;
  /** Classes of what is kept. */
  readonly classes = new Set<string>();
  resources = 0;

  readonly #roles = new IdTable();
  readonly #pool = new Pool();
  readonly #statements = new Chains(2);
  readonly #parts = new Chains(1);
  readonly #edges = new Chains(5);
  readonly #owners = new Chains(1);
  readonly #pathways = new Pathways();
  #held = new Map<string, Buffer>();
  #heldBytes = 0;
  #organizationBytes = 0;
  readonly #missed = new IdTable();
  readonly #reached = new Set<string>();
  readonly #schemes = new Map<string, string>();
  #cameLate = false;
  #hasEnded = false;

  /** Role of a resource of this input; undefined for one that is not in it. */
  readonly roleOf = (uri: string): Role | undefined => {
    const number = this.#roles.get(uri);
    return number === undefined ? undefined : ROLE_NUMBERS[number];
  };

  /** Blank nodes and profiles of a document, by id. */
  lookupIn(scope: string): Lookup {
    return (id) => {
      const key = isBlank(id) ? `${scope} ${id}` : canonicalUri(id);
      const bytes = this.#held.get(key);
      if (bytes) return JSON.parse(bytes.toString()) as Json;
      if (!this.#hasEnded) this.#missed.set(key, 1);
      return undefined;
    };
  }

  isHeld(scope: string, id: string): boolean {
    return this.#held.has(`${scope} ${id}`);
  }

  /** Notes blank nodes that a record takes along. */
  reach(scope: string): (id: string) => void {
    return (id) => this.#reached.add(`${scope} ${id}`);
  }

  isReached(scope: string, id: string): boolean {
    return this.#reached.has(`${scope} ${id}`);
  }

  get hasUnreached(): boolean {
    return [...this.#held.keys()].some((key) => key.includes(' _:') && !this.#reached.has(key));
  }

  /** The classification of an occupation of this input. */
  readonly schemeOfOccupation = (uri: string): string | undefined => this.#schemes.get(uri);

  learningOf(uri: string): Learning {
    return {
      statements: this.#statements.of(uri).map(([relation = 0, text = 0]) => ({
        relation: SKILL_RELATIONS[relation] ?? 'TEACHES',
        text: this.#pool.at(text),
      })),
      parts: this.#parts.of(uri).map(([part = 0]) => this.#pool.at(part)),
    };
  }

  /** Edges that start from a credential and are stated elsewhere. `isDirect`: only of one that is no credential by class. */
  edgesFrom(uri: string): (StatedEdge & { readonly isDirect: boolean })[] {
    return this.#edges.of(uri).map(([kind = 0, to = 0, group = 0, required = 0, direct = 0]) => ({
      from: uri,
      kind: CREDENTIAL_RELATIONS[kind] ?? 'PART_OF',
      to: this.#pool.at(to),
      ...(group > 0 && { group: this.#pool.at(group - 1), required }),
      isDirect: direct === 1,
    }));
  }

  /** The organisation that says it owns or offers a resource which does not say whose it is. */
  ownerOf(uri: string): string | undefined {
    const [first] = this.#owners.of(uri);
    return first && this.#pool.at(first[0] ?? 0);
  }

  static async of(input: Input, report: Report): Promise<Survey> {
    let survey = new Survey();
    await survey.#readAll(input, report);
    if (survey.#cameLate) {
      // Something was referred to before it stood there; now that it is held, references to it lead there.
      const again = new Survey();
      again.#held = survey.#held;
      again.#heldBytes = HELD_AT_MOST;
      await again.#readAll(input, () => {});
      survey = again;
    }
    survey.#end();
    return survey;
  }

  async #readAll(input: Input, report: Report): Promise<void> {
    for (const file of input.files) for await (const found of nodesOf(file, report)) this.#take(found);
  }

  #take({ json, place, scope, isOfCatalogue }: GraphNode): void {
    const node = new Node(json, this.lookupIn(scope));
    this.isCatalogue &&= isOfCatalogue;
    if (isLabelled(node)) {
      this.#hold(`${scope} ${node.id ?? ''}`, json);
      if (node.role === 'ORGANIZATION') this.organizations.mention({ node }, null);
      return;
    }
    const uri = node.uri ?? (node.ctid && canonicalUri(node.ctid));
    if (uri === undefined) {
      if (node.role === 'ORGANIZATION') this.organizations.mention({ node }, null);
      return;
    }
    this.resources += 1;
    this.#roles.set(uri, ROLE_NUMBERS.indexOf(node.role));
    if (node.role === 'SUPPORT') this.#hold(uri, json);
    this.#note(uri, node, place, scope);
  }

  #note(uri: string, node: Node, place: Place, scope: string): void {
    if (node.role === 'ORGANIZATION') {
      this.organizations.addOwn(uri, node);
      this.#holdOrganization(node.json, place, scope);
      for (const owned of node.uris('owns', 'offers')) this.#owners.add(owned, [this.#pool.intern(uri)]);
    }
    if (node.role === 'CREDENTIAL' || node.role === 'LEARNING' || node.role === 'ASSESSMENT')
      this.#noteCredential(uri, node);
    if (node.role === 'LEARNING' || node.role === 'ASSESSMENT') this.#noteLearning(uri, node);
    if (node.role === 'COMPONENT' || node.has('hasCondition'))
      this.#pathways.add(uri, node, node.role === 'CREDENTIAL');
    if (node.role === 'FRAMEWORK') this.frameworks.addFramework(uri, node, scope);
    if (node.role === 'COMPETENCY') {
      this.hasCompetencies = true;
      this.frameworks.addCompetency(uri, node);
    }
    const scheme = node.role === 'OCCUPATION' ? schemeOf(node) : undefined;
    if (scheme !== undefined) this.#schemes.set(uri, scheme);
    this.hasOccupations ||= scheme !== undefined;
    if (node.role === 'LEVEL_SCALE' || node.role === 'LEVEL') this.levels.add(uri, node);
    if (node.role === 'JOB') {
      for (const target of node.targets('offeredBy', 'ownedBy')) this.organizations.mention(target, 'EMPLOYER');
    }
  }

  #noteCredential(uri: string, node: Node): void {
    for (const target of node.targets(...PROVIDERS)) this.organizations.mention(target, 'PROVIDER');
    for (const target of node.targets(...QUALITY_BODIES)) this.organizations.mention(target, 'QUALITY_BODY');
    const edge = (from: string, kind: StatedEdge['kind'], isDirect = false, group?: string, required?: number) => {
      if (from === uri) return;
      this.#addEdge({ from, kind, to: uri, ...(group !== undefined && { group, required: required ?? 1 }) }, isDirect);
    };
    for (const part of node.uris('hasPart')) edge(part, 'PART_OF');
    for (const from of endsOf(node, 'preparationFrom')) edge(from, 'PREPARES_FOR');
    for (const from of endsOf(node, 'advancedStandingFrom')) edge(from, 'PREPARES_FOR');
    for (const from of node.uris('supersededBy', 'nextVersion')) edge(from, 'SUPERSEDES');
    for (const from of endsOf(node, 'isRequiredFor')) if (node.role === 'CREDENTIAL') edge(from, 'REQUIRES');
    if (node.role !== 'CREDENTIAL') return;
    const needs = needsOf(node, 'requires', (target) => this.roleOf(target) ?? 'LEARNING');
    for (const { target, group, required } of groupsOf(needs, ({ learning }) => learning)) {
      if (target.uri !== undefined) edge(target.uri, 'PART_OF', true, group ?? undefined, required);
    }
  }

  #noteLearning(uri: string, node: Node): void {
    for (const { relation, text } of statementsOf(node)) {
      this.#statements.add(uri, [SKILL_RELATIONS.indexOf(relation), this.#pool.intern(text)]);
    }
    for (const part of node.uris('hasPart', 'targetAssessment')) this.#parts.add(uri, [this.#pool.intern(part)]);
  }

  #addEdge({ from, kind, to, group, required }: StatedEdge, isDirect: boolean): void {
    const numbers = [CREDENTIAL_RELATIONS.indexOf(kind), this.#pool.intern(to)];
    const groupNumber = group === undefined ? 0 : this.#pool.intern(group) + 1;
    this.#edges.add(from, [...numbers, groupNumber, required ?? 0, Number(isDirect)]);
  }

  #hold(key: string, json: Json): void {
    if (this.#missed.has(key)) this.#cameLate = true;
    if (this.#held.has(key)) return;
    const bytes = Buffer.from(JSON.stringify(json));
    if (this.#heldBytes + bytes.length > HELD_AT_MOST) return;
    this.#heldBytes += bytes.length;
    this.#held.set(key, bytes);
  }

  #holdOrganization(json: Json, place: Place, scope: string): void {
    const bytes = Buffer.from(JSON.stringify(json));
    this.#organizationBytes += bytes.length;
    if (this.#organizationBytes > HELD_AT_MOST) this.organizationNodes = null;
    else this.organizationNodes?.push({ bytes, place, scope });
  }

  #end(): void {
    this.others = this.organizations.others();
    for (const edge of this.#pathways.edges()) this.#addEdge(edge, false);
    this.#missed.clear();
    this.#hasEnded = true;
  }
}

/** Whether a node has a label of its document only, which goes with what refers to it. An organisation is told by its CTID. */
export function isLabelled(node: Node): boolean {
  return node.id !== undefined && isBlank(node.id) && (node.ctid === undefined || node.role === 'ORGANIZATION');
}
