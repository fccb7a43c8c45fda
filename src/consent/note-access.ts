import { sql } from 'drizzle-orm';
import type { LearnerId } from '../db/ids.ts';
import type { AccessKind } from './consent.ts';
import type { Looking } from './look-with.ts';
import type { Reader } from './reader.ts';
import { readerIn } from './reader-of.ts';

/** A read as the statement takes it. */
interface Noted {
  readonly learnerId: LearnerId;
  readonly kind: AccessKind;
  readonly reader: string;
  readonly organizationId: number | null;
  readonly isEmployer: boolean;
  readonly linkGrantId: number | null;
}

/** Reads of each request so far, by its list of work to be done afterwards. */
const notedIn = new WeakMap<object, Map<string, Noted>>();

/**
 * Notes that the request read what is others', for their access logs. All of a request is written at once when its answer is
 * made, before it is sent: outside of the transactions that read, and no answer goes out that was not noted.
 */
export function noteAccess(context: Looking, kind: AccessKind, learnerIds: readonly LearnerId[]): void {
  if (context.isPreview) return;
  const reader = readerIn(context);
  const others = learnerIds.filter((id) => !(reader.kind === 'LEARNER' && reader.learnerId === id));
  if (others.length === 0) return;
  const { afterwards } = context;
  const noted = notedIn.get(afterwards) ?? new Map<string, Noted>();
  if (!notedIn.has(afterwards)) {
    notedIn.set(afterwards, noted);
    afterwards.set(noted, async (db) => {
      await db.execute(sql`select tessera_note_access(${JSON.stringify([...noted.values()])}::json)`);
    });
  }
  for (const learnerId of others) {
    const one = { learnerId, kind, ...named(reader) };
    noted.set(Object.values(one).join(' '), one);
  }
}

function named(reader: Reader): Pick<Noted, 'reader' | 'organizationId' | 'isEmployer' | 'linkGrantId'> {
  const nobody = { organizationId: null, isEmployer: false, linkGrantId: null };
  switch (reader.kind) {
    case 'ORGANIZATION':
      return {
        ...nobody,
        reader: 'ORGANIZATION',
        organizationId: reader.organizationId,
        isEmployer: reader.isEmployer,
      };
    case 'LINK':
      return { ...nobody, reader: 'LINK', linkGrantId: reader.grantId };
    case 'ADMINISTRATOR':
      return { ...nobody, reader: 'ADMINISTRATOR' };
    case 'LEARNER':
    case 'ANYONE':
      return { ...nobody, reader: 'ANYONE' };
  }
}
