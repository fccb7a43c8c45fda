import type { TransactionSql } from 'postgres';
import type { Reader } from '../../consent/index.ts';
import type { Database } from '../../db/client.ts';
import type { RequirementGroup } from '../../jobs/index.ts';
import type { Logger } from '../../log.ts';
import { type Ranked, rankedFirst } from './best.ts';
import { LEARNERS_A_BLOCK } from './block.ts';
import { ANY_EMPLOYER, type Chunk, pickLearners } from './chunk.ts';
import { findBearings } from './find-bearings.ts';
import { type Position, readNews, readPosition } from './follow.ts';
import { createLocalHost, createThreadHost, type Host } from './host.ts';
import { planFor } from './plan.ts';
import type { Eyes, Ranking } from './rank.ts';
import { createLevels, type Levels, readChunk, readLearnerIds } from './read-chunk.ts';

/** Who is wanted of those who show anything that bears on a requirement. */
export interface RankOptions {
  readonly asOf: Date;
  /** The moment consents must hold at. */
  readonly now: Date;
  readonly first: number;
  readonly after?: Ranked | null;
  readonly minScore?: number;
  readonly allRequiredMet?: boolean;
}

/** How large an index is. */
export interface IndexSize {
  readonly learners: number;
  readonly postings: number;
  readonly bytes: number;
}

/** The evidence of all learners, in memory, following what PostgreSQL commits. */
export interface EvidenceIndex {
  /**
   * The best candidates as `findCandidates` would rank them, of all that was committed when it was asked. Null where the index
   * cannot tell: while it is built, and to readers who see by other ways than consents to organisations.
   */
  rank(reader: Reader, requirement: RequirementGroup, options: RankOptions): Promise<Ranking | null>;
  /** Takes in what was committed. False while the index is built. */
  catchUp(): Promise<boolean>;
  /** Resolves when it can first be asked. */
  built(): Promise<void>;
  size(): Promise<IndexSize>;
  close(): Promise<void>;
}

export interface IndexOptions {
  /** Parts, by learner. */
  readonly partitions?: number;
  /** Whether each part has a thread of its own. */
  readonly inThreads?: boolean;
  /** Learners changed since it last looked from which it is built anew rather than brought up to date. */
  readonly rebuildFrom?: number;
}

/** So often an index looks for changes unasked: what it is asked, it answers as of then. */
const LOOK_EVERY_MS = 400;
const AGAIN_AFTER_MS = 1_000;
const REBUILD_FROM = 50_000;

interface Built {
  readonly hosts: readonly Host[];
  position: Position;
}

/**
 * Builds an index in the background and keeps it up to date.
 *
 * @param database  asked as the system; the index's own, since it reads for seconds
 */
export function createEvidenceIndex(
  database: Database,
  log: Logger,
  { partitions = 1, inThreads = false, rebuildFrom = REBUILD_FROM }: IndexOptions = {},
): EvidenceIndex {
  const levels = createLevels();
  let built: Built | null = null;
  let isClosed = false;
  let building: Promise<void> = Promise.resolve();
  let rouse = () => {};

  const build = async () => {
    while (!isClosed) {
      const hosts = Array.from({ length: partitions }, () => (inThreads ? createThreadHost() : createLocalHost()));
      try {
        const started = performance.now();
        built = { hosts, position: await loadAll(database, hosts, levels, () => isClosed) };
        log.info({ milliseconds: Math.round(performance.now() - started) }, 'the index of evidence is built');
        return;
      } catch (error) {
        for (const host of hosts) await host.close();
        if (isClosed) return;
        log.warn({ err: error }, 'the index of evidence could not be built; it is tried again');
        await new Promise<void>((resolve) => {
          rouse = resolve;
          setTimeout(resolve, AGAIN_AFTER_MS).unref();
        });
      }
    }
  };
  const rebuild = () => {
    const old = built;
    built = null;
    for (const host of old?.hosts ?? []) void host.close();
    building = build();
  };

  const look = async (): Promise<boolean> => {
    const held = built;
    if (!held) return false;
    const quick = await readNews(database.sql, held.position, rebuildFrom);
    if (quick?.learnerIds.length === 0) {
      held.position = quick.position;
      return true;
    }
    const news = quick && (await readChanges(database, held.position, rebuildFrom, levels));
    if (built !== held) return false;
    if (!news) {
      log.warn('the index of evidence fell behind; it is built anew');
      rebuild();
      return false;
    }
    // Told to all parts in one go: whoever is asked next, in whichever part, is asked about one and the same state.
    try {
      for (const chunk of news.chunks) for (const [host, part] of split(held.hosts, chunk)) host.apply(part);
    } catch (error) {
      log.warn({ err: error }, 'a part of the index of evidence was lost; it is built anew');
      rebuild();
      return false;
    }
    held.position = news.position;
    return true;
  };

  let running: Promise<boolean> | null = null;
  let next: Promise<boolean> | null = null;
  /** One look at a time; whoever asks during one gets another, begun after they asked. */
  const catchUp = (): Promise<boolean> => {
    if (!running) {
      running = look().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => false)
      .then(() => {
        next = null;
        return catchUp();
      });
    return next;
  };
  building = build();
  const timer = setInterval(() => {
    if (!running)
      catchUp().catch((error: unknown) => log.warn({ err: error }, 'the index of evidence looks for changes'));
  }, LOOK_EVERY_MS).unref();

  return {
    catchUp,
    built: async () => {
      while (!built && !isClosed) await building;
    },
    async rank(reader, requirement, { asOf, now, first, after = null, minScore = 0, allRequiredMet = false }) {
      const eyes = eyesOf(reader);
      if (!eyes) return null;
      const bearings = await findBearings(database.db, [requirement], levels.ids);
      if (!(await catchUp()) || !built) return null;
      const { hosts } = built;
      const plan = planFor(requirement, { ...bearings, levels: levels.ids });
      const query = {
        ...{ plan, eyes, asOf: asOf.getTime(), now: now.getTime(), first, after, minScore, allRequiredMet },
      };
      return mergeRankings(await Promise.all(hosts.map((host) => host.rank(query))), first);
    },
    async size() {
      const sizes = await Promise.all((built?.hosts ?? []).map((host) => host.size()));
      const sum = (of: (size: IndexSize) => number) => sizes.reduce((total, size) => total + of(size), 0);
      return {
        learners: sum(({ learners }) => learners),
        postings: sum(({ postings }) => postings),
        bytes: sum(({ bytes }) => bytes),
      };
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      rouse();
      await building;
      await running?.catch(() => {});
      for (const host of built?.hosts ?? []) await host.close();
    },
  };
}

/** What a reader's eyes are to the index; null where only SQL can tell. */
function eyesOf(reader: Reader): Eyes | null {
  switch (reader.kind) {
    case 'ADMINISTRATOR':
      return { kind: 'ALL' };
    case 'ANYONE':
      return { kind: 'GRANTED', audiences: [] };
    case 'ORGANIZATION':
      return {
        kind: 'GRANTED',
        audiences: [reader.organizationId, ...(reader.isEmployer ? [ANY_EMPLOYER] : [])],
      };
    default:
      return null;
  }
}

/** The best of all parts: a learner is in one part alone, so their orders merge. */
export function mergeRankings(rankings: readonly Ranking[], first: number): Ranking {
  return {
    best: rankings
      .flatMap(({ best }) => best)
      .sort(rankedFirst)
      .slice(0, first),
    total: rankings.reduce((sum, { total }) => sum + total, 0),
    requiredTotal: rankings[0]?.requiredTotal ?? 0,
  };
}

/** The part a learner is in: their id, well mixed, so that parts are alike whatever ids are given out. */
export function partitionOf(learnerId: number, partitions: number): number {
  const mixed = Math.imul((learnerId % 4_294_967_296) | 0, 0x9e3779b1) ^ Math.floor(learnerId / 4_294_967_296);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % partitions;
}

function* split(hosts: readonly Host[], chunk: Chunk): Generator<readonly [Host, Chunk]> {
  if (hosts.length === 1) yield [hosts[0] as Host, chunk];
  else {
    for (const [at, host] of hosts.entries()) {
      const part = pickLearners(chunk, (id) => partitionOf(id, hosts.length) === at);
      if (part.learnerIds.length > 0) yield [host, part];
    }
  }
}

const ONE_SNAPSHOT = 'isolation level repeatable read read only';

/** Reads everybody, a block's worth at a time, in one snapshot. Returns its position. */
function loadAll(database: Database, hosts: readonly Host[], levels: Levels, isOver: () => boolean): Promise<Position> {
  return database.sql.begin(ONE_SNAPSHOT, async (tx) => {
    const position = await readPosition(tx);
    for (let after = 0; ; ) {
      // Parts are filled evenly, but not exactly so.
      const atOnce = hosts.length === 1 ? LEARNERS_A_BLOCK : Math.floor(LEARNERS_A_BLOCK * hosts.length * 0.9);
      const learnerIds = await readLearnerIds(tx, after, atOnce);
      if (learnerIds.length === 0 || isOver()) return position;
      const chunk = await readChunk(tx, learnerIds, levels, { isRange: true });
      for (const [host, part] of split(hosts, chunk)) host.load(part);
      after = learnerIds.at(-1) as number;
    }
  }) as Promise<Position>;
}

/** What changed, and what became of it, in one snapshot; null where all is to be read anew. */
function readChanges(database: Database, since: Position, most: number, levels: Levels) {
  return database.sql.begin(ONE_SNAPSHOT, async (tx: TransactionSql) => {
    const news = await readNews(tx, since, most);
    if (!news) return null;
    const chunks: Chunk[] = [];
    for (let at = 0; at < news.learnerIds.length; at += LEARNERS_A_BLOCK / 4) {
      const learnerIds = news.learnerIds.slice(at, at + LEARNERS_A_BLOCK / 4);
      chunks.push(await readChunk(tx, learnerIds, levels, { isRange: false }));
    }
    return { chunks, position: news.position };
  });
}
