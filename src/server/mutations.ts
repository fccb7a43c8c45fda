import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { transaction } from '../db/client.ts';
import type { Context } from '../graphql/context.ts';
import type { Prepare } from '../graphql/prepared.ts';
import { refuse } from '../graphql/problems.ts';
import type { Problem } from '../problem.ts';
import { answerOnce, findAnswer, isKnown } from './answer-once.ts';

const KEY = { name: 'idempotencyKey', shortest: 16, longest: 255 } as const;

type Payload = Readonly<Record<string, unknown>> & { readonly errors: readonly unknown[] };
type Input = Readonly<Record<string, unknown>>;

/**
 * Gives every mutation its two promises, once, where the schema is made, so that no mutation can be without: it happens as a
 * whole or not at all, and under an `idempotencyKey` it happens once.
 */
export function compileMutations(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    addKey(inputOf(field));
    const prepare = field.extensions.prepare as Prepare | undefined;
    const resolve = atOnce(field.name, field.resolve ?? defaultFieldResolver, prepare);
    field.resolve = resolve as GraphQLFieldResolver<unknown, Context>;
  }
  return schema;
}

/** @throws Error for a mutation that takes anything but one `input` */
function inputOf({ name, args }: GraphQLField<unknown, unknown>): GraphQLInputObjectType {
  const [input, ...others] = args;
  const type = input && getNamedType(input.type);
  if (input?.name === 'input' && others.length === 0 && isInputObjectType(type)) return type;
  throw new Error(`${name} must take one argument, input, of an input type`);
}

function addKey(input: GraphQLInputObjectType): void {
  const fields = input.getFields();
  fields[KEY.name] ??= {
    name: KEY.name,
    description: `Yours and new for each thing asked, ${KEY.shortest} to ${KEY.longest} characters, such as a UUID. Asked again with it within a day, the mutation is not done again and answers the same.`,
    type: GraphQLString,
    defaultValue: undefined,
    deprecationReason: undefined,
    extensions: {},
    astNode: undefined,
  };
}

/** A mutation's resolver in one transaction: nothing stays of one that throws, or answers with errors. */
function atOnce(mutation: string, resolve: GraphQLFieldResolver<unknown, Context>, prepare?: Prepare) {
  return async (root: unknown, args: { readonly input: Input }, context: Context, info: never): Promise<Payload> => {
    const key = keyOf(args.input);
    const { [KEY.name]: _, ...stated } = args.input;
    const asked = key !== null && isKnown(context.viewer) ? { mutation, key, arguments: JSON.stringify(stated) } : null;
    if (prepare && asked && isKnown(context.viewer)) {
      // What it would wait for may be away by now, or have changed: what was done is done.
      const before = await findAnswer<Payload>(context.db, context.viewer, asked);
      if (before) return before.ok ? before.value : refusedBy(before.problem);
    }
    const prepared = await prepare?.(stated as never, context);
    if (prepared && !prepared.ok) return refusedBy(prepared.problem);
    try {
      return await transaction(
        context.db,
        async (tx) => {
          const within: Context = {
            ...{ ...context, db: tx, database: { ...context.database, db: tx } },
            ...{ loaders: new Map(), prepared: prepared?.value },
          };
          const work = async () => doneOrUndone((await resolve(root, args, within, info)) as Payload);
          if (asked === null || !isKnown(context.viewer)) return work();
          const answered = await answerOnce(tx, context.viewer, asked, work);
          if (answered.ok) return answered.value;
          return refusedBy(answered.problem);
        },
        // Under a key it may be tried again although it may have happened: then it is not done a second time.
        { attempts: key === null ? 1 : 3 },
      );
    } catch (error) {
      if (error instanceof Undone) return error.payload;
      throw error;
    } finally {
      // What the request read before is stale.
      context.loaders.clear();
    }
  };
}

function refusedBy({ code, message, field }: Problem): Payload {
  return { errors: [{ code, message, field: field ?? null }] };
}

/** Ends a transaction whose outcome is an answer, and no change. */
class Undone extends Error {
  readonly payload: Payload;

  constructor(payload: Payload) {
    super('undone');
    this.payload = payload;
  }
}

function doneOrUndone(payload: Payload): Payload {
  if (payload.errors.length > 0) throw new Undone(payload);
  return payload;
}

/** @throws ProblemError BAD_USER_INPUT */
function keyOf(input: Input): string | null {
  for (const [name, value] of Object.entries(input)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, KEY.name)) continue;
    if (name !== 'document') refuse('BAD_USER_INPUT', `state it as input.${KEY.name}`, `input.${name}.${KEY.name}`);
  }
  const key = input[KEY.name];
  if (typeof key !== 'string') return null;
  if (key.length >= KEY.shortest && key.length <= KEY.longest) return key;
  const message = `it has ${key.length} characters; make one of ${KEY.shortest} to ${KEY.longest}, such as a UUID`;
  return refuse('BAD_USER_INPUT', message, `input.${KEY.name}`);
}
