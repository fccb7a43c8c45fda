import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import type { KnownViewer } from '../accounts/viewer.ts';
import { fail, type ProblemCode, ProblemError, type Result } from '../problem.ts';
import type { Context } from './context.ts';

/** Ends a resolver with a problem its caller can act on. */
export function refuse(code: ProblemCode, message: string, field?: string): never {
  throw new ProblemError(fail(code, message, field).problem);
}

/** The viewer of a field whose rule asks for a role: never nobody. @throws ProblemError UNAUTHENTICATED */
export function signedIn({ viewer }: Context): KnownViewer {
  return viewer.role === 'ANONYMOUS'
    ? refuse('UNAUTHENTICATED', 'send a key or token as "Authorization: Bearer …"')
    : viewer;
}

@ObjectType('UserError', {
  description: 'Something the caller can act on: nothing was changed.',
  simpleResolvers: true,
})
export class UserErrorType {
  @Field(() => String, { description: 'One of the documented codes, never renamed.' }) code: string;
  @Field(() => String, { description: 'What is wrong and the way out.' }) message: string;
  @Field(() => String, { nullable: true, description: 'The input field at fault, such as `input.location`.' })
  field: string | null;
}

/** Runs a mutation's work and shapes its payload: the value under its name, or the problem as a user error. */
export async function payloadOf<T, P extends object>(
  work: () => Promise<Result<T>>,
  shape: (value: T) => P | Promise<P>,
): Promise<Partial<P> & { errors: UserErrorType[] }> {
  const result = await work();
  if (result.ok) return { ...(await shape(result.value)), errors: [] };
  const { code, message, field } = result.problem;
  return { errors: [{ code, message, field: field ?? null }] } as unknown as Partial<P> & { errors: UserErrorType[] };
}
