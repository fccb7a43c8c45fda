import type { KnownViewer, Viewer } from '../accounts/viewer.ts';

export type ViewerRole = Viewer['role'];
export type ViewerScope = KnownViewer['scopes'][number];

/**
 * Which rows a field shows of those there are. The statement that reads them decides, with the viewer in it; row-level
 * security decides the same a second time for what is a learner's.
 */
export const ROWS = {
  ALL: 'Every row.',
  VIEWER: 'What is about who asks.',
  SHOWN: 'All to the learner and administrators; to others what the learner shows them, and what is public.',
  NAMED: 'As SHOWN, and null unless the learner also shows them their name.',
  OWN: "The learner's own, to nobody else.",
  LINK: 'What the grant of a link shows, to whoever holds the link.',
  PUT: "The learner's own; to a provider what was put to it.",
  ORGANIZATION: "The viewer's own organisation's; everybody's for administrators.",
  PARENT: 'Reached only through a field that has decided.',
} as const;

/** Who may select a field at all, before a row is looked at. */
export interface Rule {
  readonly name: string;
  readonly meaning: string;
  /** Whose requests may name the field. */
  readonly roles: readonly ViewerRole[] | 'EVERYBODY';
  /** The key or token must carry one of them; none is asked for where there are none. */
  readonly scopes: readonly ViewerScope[];
  readonly rows: keyof typeof ROWS;
}

/** The rule of each field of each type. A domain states its own beside its `graphql.ts`; what no rule names, nobody may. */
export type Policy = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

/** Fields that share a rule. */
export function ruled(rule: Rule, ...fields: readonly string[]): Readonly<Record<string, Rule>> {
  return Object.fromEntries(fields.map((field) => [field, rule]));
}

/** What carries other things: pages, payloads. It holds nothing of its own to protect. */
export const CARRIER: Rule = {
  name: 'CARRIER',
  meaning: 'Carries what other rules decide on: pages of lists, payloads of mutations.',
  roles: 'EVERYBODY',
  scopes: [],
  rows: 'PARENT',
};

/** The types `connectionType` makes of a name. */
export function pages(name: string, counted = true): Policy {
  return {
    [`${name}Connection`]: ruled(CARRIER, 'edges', 'nodes', 'pageInfo', ...(counted ? ['totalCount'] : [])),
    [`${name}Edge`]: ruled(CARRIER, 'cursor', 'node'),
  };
}

/** The payload of a mutation. */
export function payload(name: `${string}Payload`, ...fields: readonly string[]): Policy {
  return { [name]: ruled(CARRIER, 'errors', ...fields) };
}

/** The kit's own types. */
export const kitPolicy: Policy = {
  PageInfo: ruled(CARRIER, 'hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'),
  UserError: ruled(CARRIER, 'code', 'message', 'field'),
};

/** Policies of many domains as one. @throws Error when two state the same field */
export function joinPolicies(policies: readonly Policy[]): Policy {
  const joined: Record<string, Record<string, Rule>> = {};
  for (const policy of policies) {
    for (const [type, fields] of Object.entries(policy)) {
      for (const [field, rule] of Object.entries(fields)) {
        joined[type] ??= {};
        if (joined[type][field]) throw new Error(`${type}.${field} has two rules; leave one`);
        joined[type][field] = rule;
      }
    }
  }
  return joined;
}

/** Whether a rule may keep anybody out. */
export function isRestricted({ roles, scopes }: Rule): boolean {
  return roles !== 'EVERYBODY' || scopes.length > 0;
}

/** Why a rule keeps a viewer out; null when it lets them in. */
export function refusalOf(rule: Rule, viewer: Viewer): { code: 'UNAUTHENTICATED' | 'FORBIDDEN'; why: string } | null {
  if (!isRestricted(rule)) return null;
  if (viewer.role === 'ANONYMOUS') {
    return { code: 'UNAUTHENTICATED', why: 'send a key or token as "Authorization: Bearer …"' };
  }
  if (rule.roles !== 'EVERYBODY' && !rule.roles.includes(viewer.role)) {
    const yours =
      viewer.role === 'GUEST'
        ? 'you have no role here, or several: name one of viewer.standings in Tessera-As'
        : `your role is ${viewer.role.toLowerCase()}`;
    return { code: 'FORBIDDEN', why: `this is for ${rule.roles.join(' or ').toLowerCase()}; ${yours}` };
  }
  if (rule.scopes.length > 0 && !rule.scopes.some((scope) => viewer.scopes.includes(scope))) {
    const yours = viewer.scopes.join(', ') || 'none';
    return { code: 'FORBIDDEN', why: `this needs the scope ${rule.scopes.join(' or ')}; yours are ${yours}` };
  }
  return null;
}
