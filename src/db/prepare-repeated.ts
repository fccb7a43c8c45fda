import { LRUCache } from 'lru-cache';
import type { Sql } from 'postgres';

/** Times a text is sent before it is prepared; texts whose number is remembered; texts prepared at most. */
const TIMES = 3;
const REMEMBERED = 5_000;
const PREPARED = 500;

/** Tells of a statement's text, each time it is sent, whether to send it as a prepared one. */
export type IsPrepared = (text: string) => boolean;

/**
 * Statements sent again and again are prepared, so that PostgreSQL parses, and often plans, each once a connection. Which
 * texts there are lies in callers' hands, and a prepared one takes memory on every connection until that is renewed, within
 * the hour: so they are few, and none is prepared for being sent once.
 */
export function countRepeated(): IsPrepared {
  const sent = new LRUCache<string, number>({ max: REMEMBERED });
  const prepared = new Set<string>();
  return (text) => {
    if (prepared.has(text)) return true;
    const times = (sent.get(text) ?? 0) + 1;
    sent.set(text, times);
    if (times < TIMES || prepared.size >= PREPARED) return false;
    prepared.add(text);
    return true;
  };
}

/** Sends repeated statements outside transactions as prepared ones; the driver would send each anew. */
export function prepareRepeated(client: Sql, isPrepared: IsPrepared): void {
  const send = client.unsafe.bind(client);
  client.unsafe = ((text: string, values?: never[], options?: object) =>
    send(text, values, { prepare: isPrepared(text), ...options })) as Sql['unsafe'];
}
