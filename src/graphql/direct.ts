import { type GraphQLFieldResolver, type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Context } from './context.ts';

type Resolve = GraphQLFieldResolver<unknown, Context>;
type Method = (row: unknown, context: Context, argument?: unknown) => unknown;

/** Name of the field extension that holds a field's own resolver. */
const DIRECT = 'direct';

/**
 * Gives a field the resolver it is read by, in place of the one TypeGraphQL makes of its method. That one builds a list of
 * parameters at each call and awaits every argument, which for the texts of a page is most of the work.
 */
export const resolvedBy = (resolve: Resolve) => Extensions({ [DIRECT]: resolve });

/** A field resolver whose method takes its row and the context, in this order, and no argument: called as it is. */
export function direct(resolver: object, name: string | symbol): void {
  const method = methodOf(resolver, name);
  resolvedBy((row, _args, context) => method.call(resolver, row, context))(resolver, name as string);
}

/** The same with one argument, which comes third. */
export function directWith(argument: string, resolver: object, name: string | symbol): void {
  const method = methodOf(resolver, name);
  resolvedBy((row, args, context) => method.call(resolver, row, context, args[argument]))(resolver, name as string);
}

/** Resolver classes have no state: a method of the prototype is as good as one of an instance. */
function methodOf(resolver: object, name: string | symbol): Method {
  return (resolver as Record<string | symbol, Method>)[name] as Method;
}

/** Puts the fields' own resolvers into a schema that was built; a value of an abstract type names its own type. */
export function withDirectResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    // TypeGraphQL's answers with a promise, which compiled queries do not wait for.
    if (isAbstractType(type)) type.resolveType = ({ __typename }: { __typename?: string }) => __typename;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = field.extensions[DIRECT];
      if (typeof resolve === 'function') field.resolve = resolve as Resolve;
    }
  }
  return schema;
}
