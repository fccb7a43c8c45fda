import { type LayerWeights, scoresOf } from '../../src/extraction/spotter.ts';

export interface Example {
  readonly features: readonly Int32Array[];
  readonly tags: readonly number[];
}

const TAGS = 3;
const RATE = 0.2;

/**
 * A linear-chain conditional random field over three tags, learned by stochastic gradient ascent with a rate of its own for each
 * weight (AdaGrad). Deterministic: the order of examples comes from a fixed seed.
 *
 * @param options.decay  how strongly a weight that is used is drawn to 0
 */
export function trainLayer(
  examples: readonly Example[],
  { rounds, decay, buckets }: { readonly rounds: number; readonly decay: number; readonly buckets: number },
): LayerWeights {
  const ofFeature = new Float32Array(buckets * TAGS);
  const ofStep = new Float32Array(TAGS * TAGS);
  const seen = new Float32Array(ofFeature.length).fill(1e-3);
  const seenSteps = new Float32Array(ofStep.length).fill(1e-3);
  const move = (weights: Float32Array, squares: Float32Array, at: number, gradient: number) => {
    const slope = gradient - decay * (weights[at] ?? 0);
    squares[at] = (squares[at] ?? 0) + slope * slope;
    weights[at] = (weights[at] ?? 0) + (RATE * slope) / Math.sqrt(squares[at] ?? 1);
  };
  const order = examples.map((_, at) => at).filter((at) => (examples[at]?.features.length ?? 0) > 0);
  let random = 7;
  for (let round = 0; round < rounds; round++) {
    for (let at = order.length - 1; at > 0; at--) {
      random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
      const other = random % (at + 1);
      [order[at], order[other]] = [order[other] as number, order[at] as number];
    }
    for (const index of order) {
      const { features, tags } = examples[index] as Example;
      const { single, steps } = expectations(scoresOf(features, { ofFeature, ofStep, unit: 1 }), ofStep);
      for (const [at, list] of features.entries()) {
        for (let tag = 0; tag < TAGS; tag++) {
          const gradient = (tags[at] === tag ? 1 : 0) - (single[at * TAGS + tag] ?? 0);
          if (Math.abs(gradient) < 1e-4) continue;
          for (const bucket of list) move(ofFeature, seen, bucket * TAGS + tag, gradient);
        }
      }
      for (let at = 1; at < tags.length; at++) {
        const step = (tags[at - 1] ?? 0) * TAGS + (tags[at] ?? 0);
        steps[step] = (steps[step] ?? 0) - 1;
      }
      for (let step = 0; step < steps.length; step++) move(ofStep, seenSteps, step, -(steps[step] ?? 0));
    }
  }
  return { ofFeature, ofStep, unit: 1 };
}

/** How likely each tag of each word, and how often each step is expected (forward-backward, in logarithms). */
function expectations(scores: Float32Array, ofStep: Float32Array): { single: Float32Array; steps: Float32Array } {
  const count = scores.length / TAGS;
  const forward = new Float64Array(scores.length);
  const backward = new Float64Array(scores.length);
  const terms = new Float64Array(TAGS);
  const allowed = (last: number, tag: number) => (last === 0 && tag === 2 ? -1e9 : (ofStep[last * TAGS + tag] ?? 0));
  for (let tag = 0; tag < TAGS; tag++) forward[tag] = tag === 2 ? -1e9 : (scores[tag] ?? 0);
  for (let at = 1; at < count; at++) {
    for (let tag = 0; tag < TAGS; tag++) {
      for (let last = 0; last < TAGS; last++) terms[last] = (forward[(at - 1) * TAGS + last] ?? 0) + allowed(last, tag);
      forward[at * TAGS + tag] = logSum(terms) + (scores[at * TAGS + tag] ?? 0);
    }
  }
  for (let at = count - 2; at >= 0; at--) {
    for (let tag = 0; tag < TAGS; tag++) {
      for (let next = 0; next < TAGS; next++) {
        const behind = (at + 1) * TAGS + next;
        terms[next] = (backward[behind] ?? 0) + (scores[behind] ?? 0) + allowed(tag, next);
      }
      backward[at * TAGS + tag] = logSum(terms);
    }
  }
  const whole = logSum(forward.subarray((count - 1) * TAGS));
  const single = Float32Array.from(scores, (_, at) => Math.exp((forward[at] ?? 0) + (backward[at] ?? 0) - whole));
  const steps = new Float32Array(TAGS * TAGS);
  for (let at = 1; at < count; at++) {
    for (let last = 0; last < TAGS; last++) {
      for (let tag = 0; tag < TAGS; tag++) {
        const here = at * TAGS + tag;
        const log =
          (forward[here - tag - TAGS + last] ?? 0) + allowed(last, tag) + (scores[here] ?? 0) + (backward[here] ?? 0);
        steps[last * TAGS + tag] = (steps[last * TAGS + tag] ?? 0) + Math.exp(log - whole);
      }
    }
  }
  return { single, steps };
}

function logSum(terms: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const term of terms) if (term > most) most = term;
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - most);
  return most + Math.log(sum);
}
