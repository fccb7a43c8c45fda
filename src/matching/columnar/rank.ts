import { type CompiledTree, compileTree } from '../compile-tree.ts';
import { createBest, type Ranked } from './best.ts';
import type { Block, Codes, Listed, Sight } from './block.ts';
import { LEARNERS_A_BLOCK } from './block.ts';
import { PRIVATE, PUBLIC, WORTH_SHIFT } from './mark.ts';
import type { Plan } from './plan.ts';
import { NOT_BEGUN, type Spans, VALID } from './spans.ts';

/** Whose eyes postings are looked at with: all, what is public, or beside it what consents to these audiences show. */
export type Eyes = { readonly kind: 'ALL' } | { readonly kind: 'GRANTED'; readonly audiences: readonly number[] };

/** What a partition is asked. Moments are milliseconds since 1970. */
export interface RankQuery {
  readonly plan: Plan;
  readonly eyes: Eyes;
  /** The moment evidence must hold at. */
  readonly asOf: number;
  /** The moment consents must hold at. */
  readonly now: number;
  /** How many of the best are wanted. */
  readonly first: number;
  /** Only those who come after this one. */
  readonly after: Ranked | null;
  readonly minScore: number;
  readonly allRequiredMet: boolean;
}

/** The best of a partition, in order, and how many pass the query's filter, before and after `after`. */
export interface Ranking {
  readonly best: readonly Ranked[];
  readonly total: number;
  /** Units not marked PREFERRED. */
  readonly requiredTotal: number;
}

/** Rounding may lead a bound to end below the score it bounds. */
const ROUNDING = 1e-9;

/** What a query notes of the learners of one block, used for each block in turn. */
interface Notes {
  /** By leaf and slot: the best worth so far, as in `PlannedList.worths`. */
  readonly cells: Uint16Array;
  /** Whether the slot has any evidence that has begun. */
  readonly isSeen: Uint8Array;
  /** Slots with any, in the order they came. */
  readonly touched: Uint16Array;
  /** No score of the slot exceeds it. */
  readonly bound: Float64Array;
  /** Leaves met of those without which something required is open. */
  readonly needed: Uint16Array;
  count: number;
}

/**
 * Ranks the learners of some blocks. All postings of a leaf are gone through once, noting each learner's best worth; the one
 * scorer (`compileTree`) is then asked only about those who may be among the best. A score is at most what its leaves would bring
 * if each were alone (means, maxima and means of the best are subadditive), which the scorer itself tells beforehand.
 */
export function rankBlocks(
  blocks: readonly Block[],
  spans: Spans,
  placeOf: (thing: number) => number | undefined,
  query: RankQuery,
): Ranking {
  const { plan, eyes, first, after, minScore, allRequiredMet } = query;
  const compiled = compileTree(plan.tree);
  const leaves = plan.credits.length;
  const { shares, isNeeded, needed } = boundsOf(compiled, leaves);
  const states = spans.statesAt(query.asOf);
  const lists = plan.lists.flatMap((list) => {
    const place = placeOf(list.thing);
    return place === undefined ? [] : [{ ...list, place }];
  });
  const notes: Notes = {
    cells: new Uint16Array(leaves * LEARNERS_A_BLOCK),
    isSeen: new Uint8Array(LEARNERS_A_BLOCK),
    touched: new Uint16Array(LEARNERS_A_BLOCK),
    bound: new Float64Array(LEARNERS_A_BLOCK),
    needed: new Uint16Array(LEARNERS_A_BLOCK),
    count: 0,
  };
  const best = createBest(first);
  const credits = new Float64Array(leaves);
  const met = new Uint8Array(leaves);
  let [total, requiredTotal] = [0, compiled.score(credits, met).requiredTotal];

  for (const block of blocks) {
    const sight = eyes.kind === 'ALL' ? null : sightOf(block, eyes.audiences, query.now);
    for (const { leaf, place, worths } of lists) {
      const view = {
        cells: notes.cells.subarray(leaf * LEARNERS_A_BLOCK, (leaf + 1) * LEARNERS_A_BLOCK),
        ...{ worths, credits: plan.credits[leaf] as Float64Array, share: shares[leaf] as number },
        isNeeded: isNeeded[leaf] as number,
      };
      if (place + 1 < block.starts.length) {
        const range = [block.starts[place] as number, block.starts[place + 1] as number] as const;
        if (range[0] < range[1]) notePostings(block, range, states, sight, view, notes);
      }
      if (eyes.kind === 'GRANTED' && block.listed.size > 0) {
        for (const audience of eyes.audiences) {
          const listed = block.listed.get(audience)?.get(place);
          if (listed) noteListed(listed, states, query.now, view, notes);
        }
      }
    }
    for (let at = 0; at < notes.count; at++) {
      const slot = notes.touched[at] as number;
      if (block.gone[slot] === 1) continue;
      const bound = (notes.bound[slot] as number) * (1 + ROUNDING) + ROUNDING;
      const mayMeetAll = notes.needed[slot] === needed;
      if ((allRequiredMet && !mayMeetAll) || bound < minScore) continue;
      const isFiltered = allRequiredMet || minScore > 0;
      if (!isFiltered) total += 1;
      const learnerId = block.learnerIds[slot] as number;
      if (!isFiltered && !best.mayTake(mayMeetAll, bound)) continue;
      for (let leaf = 0; leaf < leaves; leaf++) {
        const cell = notes.cells[leaf * LEARNERS_A_BLOCK + slot] as number;
        credits[leaf] = (plan.credits[leaf] as Float64Array)[cell >> 1] as number;
        met[leaf] = cell & 1;
      }
      const tally = compiled.score(credits, met);
      requiredTotal = tally.requiredTotal;
      const ranked = {
        learnerId,
        score: tally.score,
        requiredMet: tally.requiredMet,
        meetsAll: tally.requiredMet === requiredTotal,
      };
      if ((allRequiredMet && !ranked.meetsAll) || ranked.score < minScore) continue;
      if (isFiltered) total += 1;
      if (after === null || comesAfter(ranked, after)) best.offer(ranked);
    }
    forget(notes, leaves);
  }
  return { best: best.inOrder(), total, requiredTotal };
}

function comesAfter(one: Ranked, other: Ranked): boolean {
  if (one.meetsAll !== other.meetsAll) return other.meetsAll;
  if (one.score !== other.score) return one.score < other.score;
  return one.learnerId > other.learnerId;
}

/** What each leaf would bring alone, and without which leaves something required stays open: as the scorer itself says. */
function boundsOf(compiled: CompiledTree, leaves: number) {
  const credits = new Float64Array(leaves);
  const met = new Uint8Array(leaves).fill(1);
  const shares = new Float64Array(leaves);
  const isNeeded = new Uint8Array(leaves);
  let needed = 0;
  for (let leaf = 0; leaf < leaves; leaf++) {
    credits[leaf] = 1;
    met[leaf] = 0;
    const { score, requiredMet, requiredTotal } = compiled.score(credits, met);
    shares[leaf] = score;
    if (requiredMet < requiredTotal) {
      isNeeded[leaf] = 1;
      needed += 1;
    }
    credits[leaf] = 0;
    met[leaf] = 1;
  }
  return { shares, isNeeded, needed };
}

interface LeafView {
  readonly cells: Uint16Array;
  readonly worths: Uint16Array;
  readonly credits: Float64Array;
  readonly share: number;
  readonly isNeeded: number;
}

/** The innermost loop: every posting of one thing in one block. */
function notePostings(
  { slots, marks, spans }: { slots: Uint16Array; marks: Codes; spans: Codes },
  [from, to]: readonly [number, number],
  states: Uint8Array,
  sight: Uint8Array | null,
  view: LeafView,
  notes: Notes,
): void {
  const { cells, worths } = view;
  const { isSeen, touched } = notes;
  let count = notes.count;
  for (let at = from; at < to; at++) {
    const state = states[spans[at] as number] as number;
    if (state === NOT_BEGUN) continue;
    const mark = marks[at] as number;
    const slot = slots[at] as number;
    if (sight !== null) {
      const visibility = mark & 3;
      if (visibility !== PUBLIC && (visibility === PRIVATE || sight[slot] === 0)) continue;
    }
    if (isSeen[slot] === 0) {
      isSeen[slot] = 1;
      touched[count++] = slot;
    }
    if (state !== VALID) continue;
    const worth = worths[mark >> WORTH_SHIFT] as number;
    const before = cells[slot] as number;
    if (worth > before || (worth & ~before & 1) !== 0) raise(slot, before, worth, view, notes);
  }
  notes.count = count;
}

function noteListed(listed: Listed, states: Uint8Array, now: number, view: LeafView, notes: Notes): void {
  for (let at = 0; at < listed.slots.length; at++) {
    const state = states[listed.spans[at] as number] as number;
    const mark = listed.marks[at] as number;
    if (state === NOT_BEGUN || (mark & 3) === PRIVATE) continue;
    if (!((listed.from[at] as number) <= now && (listed.until[at] as number) > now)) continue;
    const slot = listed.slots[at] as number;
    if (notes.isSeen[slot] === 0) {
      notes.isSeen[slot] = 1;
      notes.touched[notes.count++] = slot;
    }
    if (state !== VALID) continue;
    const worth = view.worths[mark >> WORTH_SHIFT] as number;
    const before = view.cells[slot] as number;
    if (worth > before || (worth & ~before & 1) !== 0) raise(slot, before, worth, view, notes);
  }
}

/** Credit and verdict are each the best of all pieces: a leaf may be met by another piece than the one worth most. */
function raise(slot: number, before: number, worth: number, view: LeafView, notes: Notes): void {
  const place = Math.max(before >> 1, worth >> 1);
  const isMet = (before | worth) & 1;
  view.cells[slot] = (place << 1) | isMet;
  const gained = (view.credits[place] as number) - (view.credits[before >> 1] as number);
  notes.bound[slot] = (notes.bound[slot] as number) + gained * view.share;
  if (isMet === 1 && (before & 1) === 0 && view.isNeeded === 1) notes.needed[slot] = (notes.needed[slot] as number) + 1;
}

function forget(notes: Notes, leaves: number): void {
  for (let at = 0; at < notes.count; at++) {
    const slot = notes.touched[at] as number;
    notes.isSeen[slot] = 0;
    notes.bound[slot] = 0;
    notes.needed[slot] = 0;
  }
  if (notes.count * 8 < LEARNERS_A_BLOCK) {
    for (let leaf = 0; leaf < leaves; leaf++) {
      const row = leaf * LEARNERS_A_BLOCK;
      for (let at = 0; at < notes.count; at++) notes.cells[row + (notes.touched[at] as number)] = 0;
    }
  } else notes.cells.fill(0);
  notes.count = 0;
}

/** Sights kept a block: readers come back, page after page. */
const SIGHTS_KEPT = 8;

/** Whose badges the audiences see by consents of all badges at a moment, by slot. */
function sightOf(block: Block, audiences: readonly number[], now: number): Uint8Array {
  const key = audiences.join(' ');
  const kept = block.sights.get(key);
  if (kept && kept.from <= now && now < kept.until) return kept.isSeen;
  const isSeen = new Uint8Array(block.learnerIds.length);
  let [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const bound = (moment: number) => {
    if (moment <= now) from = Math.max(from, moment);
    else until = Math.min(until, moment);
  };
  for (const audience of audiences) {
    const grants = block.grants.get(audience);
    if (!grants) continue;
    for (let at = 0; at < grants.slots.length; at++) {
      const [begins, ends] = [grants.from[at] as number, grants.until[at] as number];
      bound(begins);
      bound(ends);
      if (begins <= now && ends > now) isSeen[grants.slots[at] as number] = 1;
    }
  }
  if (block.sights.size >= SIGHTS_KEPT) block.sights.delete(block.sights.keys().next().value as string);
  const sight: Sight = { isSeen, from, until };
  block.sights.set(key, sight);
  return isSeen;
}
