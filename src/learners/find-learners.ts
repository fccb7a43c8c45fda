import { eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import { fail, ProblemError } from '../problem.ts';
import { findErased, forgetErased } from './erased-learners.ts';
import { learner, learnerIdentity } from './tables.ts';

export type Learner = typeof learner.$inferSelect;

export function findLearners(db: Db, ids: readonly LearnerId[]): Promise<Learner[]> {
  return db
    .select()
    .from(learner)
    .where(inArray(learner.id, [...ids]));
}

export async function findLearnerByKey(db: Db, key: string): Promise<Learner | null> {
  const [row] = await db.select().from(learner).where(eq(learner.key, key));
  return row ?? null;
}

/** A person as a portal registers them, with the addresses their badges are issued to. */
export interface LearnerToRegister {
  readonly key: string;
  readonly displayName: string;
  readonly pseudonym: string;
  readonly language: string;
  readonly region?: string;
  readonly identities: readonly { readonly type: string; readonly value: string }[];
}

/**
 * Registers learners by key; one already known keeps their id. Returns ids in the order given.
 *
 * @param options.returning  that they asked to come back after they were erased
 * @throws ProblemError BAD_USER_INPUT naming by its place each who was erased and did not
 */
export async function registerLearners(
  db: Db,
  learners: readonly LearnerToRegister[],
  { returning = false }: { readonly returning?: boolean } = {},
): Promise<LearnerId[]> {
  const names = learners.flatMap(({ key, identities: stated }, place) =>
    [{ type: 'key', value: key }, ...stated].map((name) => ({ ...name, place })),
  );
  const erased = await findErased(db, names);
  if (erased.length > 0 && !returning) {
    const places = [...new Set(erased.map(({ place }) => place + 1))].sort((one, other) => one - other);
    const message = `learner ${places.join(', ')} of those given was erased; leave them out, or state that they asked to return`;
    throw new ProblemError(fail('BAD_USER_INPUT', message).problem);
  }
  await forgetErased(db, erased);
  const written = await db
    .insert(learner)
    .values(learners.map(({ identities: _, ...facts }) => facts))
    .onConflictDoUpdate({
      target: learner.key,
      set: { displayName: sql`excluded.display_name`, language: sql`excluded.language`, region: sql`excluded.region` },
    })
    .returning({ id: learner.id, key: learner.key });
  const ids = new Map(written.map(({ key, id }) => [key, id]));
  const idOf = (key: string): LearnerId => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`learner ${key} was not written`);
    return id;
  };
  const identities = learners.flatMap(({ key, identities: stated }) =>
    stated.map((identity) => ({ learnerId: idOf(key), ...identity })),
  );
  if (identities.length > 0) await db.insert(learnerIdentity).values(identities).onConflictDoNothing();
  return learners.map(({ key }) => idOf(key));
}
