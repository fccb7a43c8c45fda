import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { CARRIER, ROWS } from '../../../src/graphql/policy.ts';
import { POLICY } from '../../../src/server/policy.ts';

/** Types a mutation alone answers. */
const ANSWERED = ['Mutation', 'CredentialAcceptance'];

/** Types with fields of their own to protect, in the order of their names; of learners' data alone when asked. */
export function holders(schema: GraphQLSchema, ofLearners = false): string[] {
  const isSought = (rows: keyof typeof ROWS) => !ofLearners || rows === 'SHOWN' || rows === 'NAMED' || rows === 'OWN';
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('__') && !ANSWERED.includes(name) && !(ofLearners && name === 'Query'))
    .filter((name) => Object.values(POLICY[name] ?? {}).some((rule) => rule !== CARRIER && isSought(rule.rows)))
    .sort();
}
