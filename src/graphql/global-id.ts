import { refuse } from './problems.ts';

/** The opaque id of a row in the API (Relay: Global Object Identification). */
export function toGlobalId(type: string, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** Type and row of a global id; null when it is none. */
export function readGlobalId(globalId: string): { type: string; id: number } | null {
  const [, type, id] = /^([A-Z][A-Za-z]+):([1-9]\d{0,14})$/u.exec(Buffer.from(globalId, 'base64url').toString()) ?? [];
  return type === undefined ? null : { type, id: Number(id) };
}

/** The row a global id of one type names. @throws ProblemError BAD_USER_INPUT when it is no id of that type */
export function idOf<Id extends number>(type: string, globalId: string, argument: string): Id {
  const read = readGlobalId(globalId);
  if (read?.type !== type)
    return refuse('BAD_USER_INPUT', `${argument} is no id of a ${type}; take one from the API`, argument);
  return read.id as Id;
}
