/** A learner among the best. */
export interface Ranked {
  readonly learnerId: number;
  readonly score: number;
  readonly requiredMet: number;
  /** Whether nothing required is open. */
  readonly meetsAll: boolean;
}

/** The published order: all required met, then score, then id. Negative where the first comes first. */
export function rankedFirst(one: Ranked, other: Ranked): number {
  return Number(other.meetsAll) - Number(one.meetsAll) || other.score - one.score || one.learnerId - other.learnerId;
}

/** The best of all who are offered. */
export interface Best {
  /** False where nobody with at most such a score can be among them. */
  mayTake(mayMeetAll: boolean, bound: number): boolean;
  offer(ranked: Ranked): void;
  inOrder(): Ranked[];
}

/** Keeps the best so many: a heap with the worst of them on top. */
export function createBest(size: number): Best {
  const heap: Ranked[] = [];
  const isWorse = (one: number, other: number) => rankedFirst(heap[one] as Ranked, heap[other] as Ranked) > 0;
  const swap = (one: number, other: number) => {
    const held = heap[one] as Ranked;
    heap[one] = heap[other] as Ranked;
    heap[other] = held;
  };
  const rise = (at: number) => {
    for (let child = at; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!isWorse(child, parent)) return;
      swap(child, parent);
      child = parent;
    }
  };
  const sink = () => {
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let worst = parent;
      if (left < heap.length && isWorse(left, worst)) worst = left;
      if (right < heap.length && isWorse(right, worst)) worst = right;
      if (worst === parent) return;
      swap(parent, worst);
      parent = worst;
    }
  };
  return {
    mayTake(mayMeetAll, bound) {
      if (heap.length < size) return true;
      const worst = heap[0];
      if (!worst) return false;
      return mayMeetAll === worst.meetsAll ? bound >= worst.score : mayMeetAll;
    },
    offer(ranked) {
      if (heap.length < size) {
        heap.push(ranked);
        rise(heap.length - 1);
      } else if (heap[0] && rankedFirst(ranked, heap[0]) < 0) {
        heap[0] = ranked;
        sink();
      }
    },
    inOrder: () => [...heap].sort(rankedFirst),
  };
}
