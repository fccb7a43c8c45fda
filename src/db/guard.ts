import type { Sql, TransactionSql } from 'postgres';
import type { IsPrepared } from './prepare-repeated.ts';

/**
 * postgres.js 3.4.9 keeps a transaction's handle alive after its backend died: the connection is opened anew for somebody
 * else, and the old handle's next statement, or its ROLLBACK, runs in *their* transaction or crashes the process
 * (porsager/postgres #1216, #1204, #1133). Two rules stop that: a handle whose connection was lost refuses every further
 * statement, and its callback is never settled, so that the driver sends neither COMMIT nor ROLLBACK for it.
 *
 * @param isPrepared  which statements of transactions are sent as prepared ones
 */
export function guardTransactions(client: Sql, isPrepared: IsPrepared = () => false): void {
  const begin = client.begin.bind(client) as (
    options: string,
    work: (handle: TransactionSql) => Promise<unknown>,
  ) => Promise<unknown>;
  const guarded = (...args: [string, Work] | [Work]): Promise<unknown> => {
    const [options, work] = args.length === 2 ? args : ['', args[0]];
    return guardedBegin((wrapped) => begin(options, wrapped), work, isPrepared);
  };
  client.begin = guarded as Sql['begin'];
}

type Work = (handle: TransactionSql) => unknown;

/** What a transaction's statements share: whether its connection is gone, and which of them are sent prepared. */
interface Fate {
  isLost: boolean;
  readonly isPrepared: IsPrepared;
}

/** A handle outlived its connection and was used again. */
export class TransactionLost extends Error {
  readonly code = 'CONNECTION_CLOSED';

  constructor() {
    super('the connection of this transaction was lost; nothing more can be done in it');
    this.name = 'TransactionLost';
  }
}

const LOST_CODES = new Set([
  // Class 57: the server ended the session, is going down or coming up.
  ...['57P01', '57P02', '57P03'],
  // The session left a transaction idle for too long.
  '25P03',
  ...['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'],
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'],
]);

/** The code PostgreSQL or the driver gave an error, also when drizzle wrapped it. */
export function databaseCode(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}

/** Whether PostgreSQL went away rather than refused: what failed may be tried again if it is idempotent. */
export function isConnectionLost(error: unknown): boolean {
  return LOST_CODES.has(databaseCode(error) ?? '');
}

/** Whether PostgreSQL cancelled the statement, as it does with one that takes longer than it may. */
export function isCancelled(error: unknown): boolean {
  return databaseCode(error) === '57014';
}

/** How long a lost connection may take to be reported closed before its transaction is given up. */
const CLOSING_MS = 5_000;

async function guardedBegin(
  begin: (work: (handle: TransactionSql) => Promise<unknown>) => Promise<unknown>,
  work: Work,
  isPrepared: IsPrepared,
): Promise<unknown> {
  const fate: Fate = { isLost: false, isPrepared };
  let giveUp: (error: unknown) => void = () => {};
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const ended = begin(
    (handle) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void, error?: unknown) => {
          if (!fate.isLost && !isConnectionLost(error)) return end();
          fate.isLost = true;
          timer = setTimeout(() => giveUp(error ?? new TransactionLost()), CLOSING_MS);
        };
        Promise.resolve(guardHandle(handle, fate))
          .then(work)
          .then(
            (value) => settle(() => resolve(value)),
            (error: unknown) => settle(() => reject(error), error),
          );
      }),
  );
  try {
    return await Promise.race([ended, givenUp]);
  } catch (error) {
    fate.isLost = true;
    throw error;
  } finally {
    clearTimeout(timer);
    // Of the two, the one that came second has nobody to hear it.
    ended.catch(() => {});
  }
}

function guardHandle(handle: TransactionSql, fate: Fate): TransactionSql {
  return new Proxy(handle, {
    apply(target, self, args) {
      if (fate.isLost) throw new TransactionLost();
      return watch(Reflect.apply(target as never, self, args), fate);
    },
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (name === 'unsafe') {
        return (text: string, values?: unknown[], options?: object) => {
          if (fate.isLost) throw new TransactionLost();
          const terms = { prepare: fate.isPrepared(text), ...options };
          return watch(Reflect.apply(value as never, target, [text, values, terms]), fate);
        };
      }
      if (name === 'savepoint') {
        return (...args: unknown[]) => {
          if (fate.isLost) throw new TransactionLost();
          const inner = args.pop() as Work;
          return Reflect.apply(value as never, target, [
            ...args,
            (nested: TransactionSql) => unlessLost(fate, () => inner(guardHandle(nested, fate))),
          ]);
        };
      }
      return value;
    },
  });
}

/** Settles as the work does, or never once the connection is lost: a settled savepoint would send its ROLLBACK TO. */
function unlessLost(fate: Fate, work: () => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    Promise.resolve()
      .then(work)
      .then(
        (value) => {
          if (!fate.isLost) resolve(value);
        },
        (error: unknown) => {
          if (isConnectionLost(error)) fate.isLost = true;
          if (!fate.isLost) reject(error);
        },
      );
  });
}

/** Notes a lost connection before whoever awaits the statement hears of it. */
function watch(statement: unknown, fate: Fate): unknown {
  if (!(statement instanceof Promise)) return statement;
  const original = statement.then.bind(statement);
  const then: typeof original = (onValue, onError) =>
    original(onValue, (error: unknown) => {
      if (isConnectionLost(error)) fate.isLost = true;
      if (onError) return onError(error);
      throw error;
    });
  Object.defineProperty(statement, 'then', { value: then });
  return statement;
}
