import 'reflect-metadata';
import { Arg, type ClassType, Field, FieldResolver, ID, ObjectType } from 'type-graphql';
import { direct, directWith } from './direct.ts';
import { UserErrorType } from './problems.ts';

/** The `id` every thing of the API is named by, from its row. */
export const IdField = (): MethodDecorator => (resolver, name, method) => {
  FieldResolver(() => ID, { description: 'Global id; opaque.' })(resolver, name as string, method);
  direct(resolver, name);
};

/** The `language` of a text that may be there in several: third, behind the row and the context. */
export const LanguageArg = (): ParameterDecorator => (resolver, name, index) => {
  if (name === undefined || index !== 2) throw new Error(`${String(name)}: language comes behind row and context`);
  Arg('language', () => String, { nullable: true, description: 'BCP 47 tag; the request language when absent.' })(
    ...([resolver, name, index] as const),
  );
  directWith('language', resolver, name);
};

/** The one argument of a mutation (Relay: input object mutations). */
export const InputArg = (input: () => ClassType) =>
  Arg('input', input, { description: 'All that the mutation takes.' });

/** The payload of a mutation, named after it: `ClaimSkillPayload` of `claimSkill`. */
export const PayloadType = (name: `${string}Payload`) =>
  ObjectType(name, {
    description: `What \`${name.charAt(0).toLowerCase()}${name.slice(1, -'Payload'.length)}\` answers.`,
    simpleResolvers: true,
  });

/** Options of a payload's fields beside `errors`. */
export const outcome = { nullable: true, description: 'As it now stands; null when there are `errors`.' } as const;

/** The `errors` of a payload. */
export const ErrorsField = () =>
  Field(() => [UserErrorType], { description: 'Why nothing was changed; empty when it was done.' });
