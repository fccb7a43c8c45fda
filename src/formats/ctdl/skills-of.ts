import type { IssueCode } from '../format.ts';
import { keyFault } from '../key-fault.ts';
import type { CredentialRecord } from '../record.ts';
import { type Need, needsOf } from './conditions.ts';
import { isBlank } from './identity.ts';
import type { Node, Target } from './node.ts';
import { type Statement, statementsOf, wordsOf } from './statements.ts';
import type { Survey } from './survey.ts';

type Doubt = (property: string, message: string, raw: string, code?: IssueCode) => void;

/** Skills of a credential, by the ways CTDL ties them to it. */
export interface FoundSkills {
  readonly skills: CredentialRecord['skills'];
  /** Those that nodes elsewhere state. */
  readonly fromElsewhere: readonly Statement[];
  readonly isAssessed: boolean;
  readonly needs: readonly Need[];
}

const DEPTH_AT_MOST = 16;

/**
 * The skills of a credential: what it says itself, and what its conditions target. A competency a condition asks for is assessed;
 * a learning opportunity brings what it and its parts teach and assess, an assessment what it assesses. Of alternatives, what
 * all of them bring counts as they bring it; what only some bring can be learned on the way, and is taught. What a course itself
 * requires must be brought along, as must what a credential asks for at its entry. Source: domain §2.1, "Where the skills are".
 */
export function findSkills(uri: string, node: Node, survey: Survey, doubt: Doubt): FoundSkills {
  const search = new Search(survey, doubt);
  const isCredential = node.role === 'CREDENTIAL';
  const needs = needsOf(node, 'requires', survey.roleOf);
  for (const { id, uri: target, node: found } of node.targets('requires')) {
    if (found || target === undefined || survey.roleOf(target) !== undefined) {
      if (!found && target === undefined) search.missing('requires', id ?? '');
    } else search.missing('requires', target);
  }
  const own = [...statementsOf(node), ...search.parts(node, uri)];
  const entry = [...needsOf(node, 'entryCondition', survey.roleOf), ...(isCredential ? [] : needs)].flatMap((need) =>
    search.competencies(need, 'REQUIRES'),
  );
  const brought = isCredential ? needs.flatMap((need) => search.bring(need)) : [];
  for (const { id, uri: target, node: found } of node.targets('teaches', 'assesses')) {
    if (!found && target === undefined && id !== undefined && isBlank(id)) search.missing('teaches', id);
  }
  const skills = distinct([...own, ...brought, ...entry]).filter(({ text }) => {
    const fault = keyFault(text);
    if (fault !== null) doubt('teaches', fault, text);
    return fault === null;
  });
  return {
    skills: skills.map(({ relation, text }) => ({ relation, statement: text })),
    fromElsewhere: distinct(search.fromElsewhere),
    isAssessed: search.isAssessed || skills.some(({ relation }) => relation === 'ASSESSES'),
    needs,
  };
}

class Search {
  readonly fromElsewhere: Statement[] = [];
  isAssessed = false;
  readonly #survey: Survey;
  readonly #doubt: Doubt;
  readonly #missing = new Set<string>();

  constructor(survey: Survey, doubt: Doubt) {
    this.#survey = survey;
    this.#doubt = doubt;
  }

  /** What a need brings: all of its own, and of its alternatives. */
  bring(need: Need): Statement[] {
    const own = [...this.competencies(need, 'ASSESSES'), ...need.learning.flatMap((target) => this.#learn(target))];
    const choices = need.alternatives.map((alternative) => distinct(this.bring(alternative)));
    const isInAll = ({ relation, text }: Statement) =>
      choices.every((choice) => choice.some((other) => other.relation === relation && other.text === text));
    return [
      ...own,
      ...choices
        .flat()
        .map((statement): Statement => (isInAll(statement) ? statement : { ...statement, relation: 'TEACHES' })),
    ];
  }

  competencies(need: Need, relation: Statement['relation']): Statement[] {
    return need.competencies.flatMap((target) => {
      const text = wordsOf(target);
      if (text === undefined) this.missing('targetCompetency', target.id ?? '');
      return text === undefined ? [] : [{ relation, text }];
    });
  }

  /** What the parts of a course bring beside its own. */
  parts(node: Node, uri: string): Statement[] {
    if (node.role === 'CREDENTIAL') return [];
    return node.targets('hasPart', 'targetAssessment').flatMap((part) => this.#brought(part, new Set([uri]), 0));
  }

  missing(property: string, id: string): void {
    if (this.#missing.has(id)) return;
    this.#missing.add(id);
    const message = `${id} is nowhere in the input, so what it brings is not known; import it together with this`;
    this.#doubt(property, message, id, 'URI_UNKNOWN');
  }

  #learn(target: Target): Statement[] {
    if (target.node?.role === 'ASSESSMENT' || (target.uri && this.#survey.roleOf(target.uri) === 'ASSESSMENT'))
      this.isAssessed = true;
    return this.#brought(target, new Set(), 0);
  }

  #brought(target: Target, met: Set<string>, depth: number): Statement[] {
    const { id, uri, node } = target;
    if (depth > DEPTH_AT_MOST || (uri !== undefined && met.has(uri))) return [];
    if (uri !== undefined) met.add(uri);
    if (node) {
      const parts = node.targets('hasPart', 'targetAssessment').flatMap((part) => this.#brought(part, met, depth + 1));
      return [...statementsOf(node), ...parts];
    }
    if (uri === undefined || this.#survey.roleOf(uri) === undefined) {
      this.missing('targetLearningOpportunity', uri ?? id ?? '');
      return [];
    }
    const { statements, parts } = this.#survey.learningOf(uri);
    this.fromElsewhere.push(...statements);
    return [...statements, ...parts.flatMap((part) => this.#brought({ uri: part }, met, depth + 1))];
  }
}

function distinct(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((each) => [`${each.relation} ${each.text}`, each])).values()];
}
