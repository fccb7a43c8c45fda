import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { ProblemError } from '../problem.ts';
import type { Asked } from './asked.ts';
import { type Cost, costOf } from './limits.ts';
import { refusal } from './refusal.ts';
import { type Restricted, restrictedFields } from './rights.ts';
import { refuseLiterals, refuseVariables } from './value-limits.ts';

/** What is to be known of an operation before it runs, whoever asks for it. */
export interface Examined {
  /** Fields that not everybody may select. */
  readonly restricted: readonly Restricted[];
  /** What it may touch. @throws GraphQLError BAD_USER_INPUT or DOCUMENT_TOO_LARGE (400) */
  cost(): Cost;
}

/** Findings kept of one document, one for each set of variables; and how long such a set may be, in characters of JSON. */
const KEPT = 20;
const LONGEST = 1_000;

/** By document, which the server keeps as the same object while it is asked for again and again. */
const findings = new WeakMap<DocumentNode, LRUCache<string, Examined>>();

/**
 * Looks at an operation's values, the rights it needs and what it may touch. All of it follows from the document and its
 * variables, so it is looked at once for as long as both come again; what differs from viewer to viewer is not in it.
 *
 * @throws GraphQLError BAD_USER_INPUT (400) for a value no field can take
 */
export function examine(asked: Asked): Examined {
  // First of all: what is nested too deeply cannot even be written as JSON.
  refuseVariables(asked.variables ?? {});
  const key = JSON.stringify([asked.operationName ?? null, asked.variables ?? null]);
  const ofDocument = findings.get(asked.document) ?? new LRUCache<string, Examined>({ max: KEPT });
  const known = ofDocument.get(key);
  if (known) return known;
  refuseLiterals(asked.document);
  let cost: Cost | undefined;
  const found: Examined = {
    restricted: restrictedFields(asked),
    cost: () => {
      cost ??= costOrRefusal(asked);
      return cost;
    },
  };
  if (key.length <= LONGEST) findings.set(asked.document, ofDocument.set(key, found));
  return found;
}

function costOrRefusal({ schema, document, operationName, variables }: Asked): Cost {
  try {
    return costOf(schema, document, operationName ?? undefined, { ...variables });
  } catch (error) {
    if (error instanceof ProblemError) throw refusal(error.problem.code, error.message, { status: 400 });
    // A variable or argument that is no value of its type: told here as execution would tell it.
    throw refusal('BAD_USER_INPUT', error instanceof Error ? error.message : String(error), { status: 400 });
  }
}
