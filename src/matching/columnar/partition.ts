import { type Block, bytesOf, LEARNERS_A_BLOCK, makeBlock, slotOf } from './block.ts';
import { type Chunk, joinChunks, NO_CHUNK, pickLearners } from './chunk.ts';
import { type Ranking, type RankQuery, rankBlocks } from './rank.ts';
import { createSpans } from './spans.ts';

/** What a partition holds. */
export interface PartitionSize {
  readonly learners: number;
  readonly postings: number;
  readonly bytes: number;
  /** Learners of blocks most of whose learners are gone: read anew, they let those blocks go. */
  readonly sparse: readonly number[];
}

/** The evidence of the learners whose ids hash to it, in memory. Each call is one step: no query sees half of a change. */
export interface Partition {
  /** Takes in learners it does not hold; at most a block's. */
  load(chunk: Chunk): void;
  /** Replaces all it holds of a chunk's learners, by what the chunk has of them. */
  apply(chunk: Chunk): void;
  rank(query: RankQuery): Ranking;
  size(): PartitionSize;
}

/** A block is let go once so few of its learners are still in it. */
const SPARSE = 0.5;

export function createPartition(): Partition {
  const spans = createSpans();
  const places = new Map<number, number>();
  const placeOf = (thing: number): number => {
    const known = places.get(thing);
    if (known !== undefined) return known;
    places.set(thing, places.size);
    return places.size - 1;
  };
  let sealed: Block[] = [];
  /** Learners that changed since, and their block, which is made anew with each change. */
  let recent: Chunk = NO_CHUNK;
  let tail: Block | null = null;
  const blocks = () => (tail ? [...sealed, tail] : sealed);

  return {
    load(chunk) {
      if (chunk.learnerIds.length > 0) sealed.push(makeBlock(chunk, spans, placeOf));
    },
    apply(chunk) {
      const changed = new Set(chunk.learnerIds);
      for (const block of sealed) {
        for (const id of changed) {
          const slot = slotOf(block, id);
          if (slot < 0 || block.gone[slot] === 1) continue;
          block.gone[slot] = 1;
          block.goneCount += 1;
        }
      }
      sealed = sealed.filter((block) => block.goneCount < block.learnerIds.length);
      const kept = pickLearners(recent, (id) => !changed.has(id));
      const hasRoom = kept.learnerIds.length + chunk.learnerIds.length <= LEARNERS_A_BLOCK;
      if (!hasRoom) this.load(kept);
      recent = hasRoom ? joinChunks(kept, chunk) : chunk;
      tail = recent.learnerIds.length === 0 ? null : makeBlock(recent, spans, placeOf);
    },
    rank: (query) => rankBlocks(blocks(), spans, (thing) => places.get(thing), query),
    size() {
      const all = blocks();
      return {
        learners: all.reduce((sum, block) => sum + block.learnerIds.length - block.goneCount, 0),
        postings: all.reduce((sum, block) => sum + block.slots.length, 0),
        bytes: all.reduce((sum, block) => sum + bytesOf(block), 0) + spans.bytes,
        sparse: sealed
          .filter((block) => block.goneCount > block.learnerIds.length * SPARSE)
          .flatMap((block) => Array.from(block.learnerIds).filter((_, slot) => block.gone[slot] === 0)),
      };
    },
  };
}
