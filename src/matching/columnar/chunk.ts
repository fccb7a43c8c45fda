/**
 * What some learners show and to whom, as columns: what the reader of PostgreSQL hands to partitions, across threads too. Rows are
 * postings, a piece of evidence each; a learner without any is named all the same, since that is what became of them.
 */
export interface Chunk {
  /** Ascending; everybody the chunk speaks for. */
  readonly learnerIds: Float64Array;
  /** Each posting's learner, as a place in `learnerIds`; ascending. */
  readonly learner: Uint32Array;
  /** What it shows: a skill's id, or less than 0, a credential's. */
  readonly thing: Float64Array;
  readonly mark: Uint32Array;
  /** Milliseconds since 1970; -Infinity where it holds since ever. */
  readonly from: Float64Array;
  /** When it expires or was revoked; Infinity where it does not. */
  readonly ends: Float64Array;
  readonly grants: GrantColumns;
  readonly listed: ListedColumns;
}

/** Consents of all badges. */
export interface GrantColumns {
  readonly learner: Uint32Array;
  /** An organisation's id, or `ANY_EMPLOYER`. */
  readonly audience: Float64Array;
  readonly from: Float64Array;
  readonly until: Float64Array;
}

/** Postings of badges that a consent lists one by one. */
export interface ListedColumns {
  /** Place of the posting among the chunk's. */
  readonly posting: Uint32Array;
  readonly audience: Float64Array;
  readonly from: Float64Array;
  readonly until: Float64Array;
}

export const ANY_EMPLOYER = 0;

/** The key of what a credential leaf asks for, beside the ids of skills. */
export const credentialThing = (id: number): number => -id;

/** The parts of a chunk whose memory moves with it to a thread. */
export function buffersOf({ learnerIds, learner, thing, mark, from, ends, grants, listed }: Chunk): ArrayBuffer[] {
  const columns = [learnerIds, learner, thing, mark, from, ends, ...Object.values(grants), ...Object.values(listed)];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}

/** The part of a chunk that speaks for some of its learners. */
export function pickLearners(chunk: Chunk, isWanted: (learnerId: number) => boolean): Chunk {
  const places = placesWhere(chunk.learnerIds.length, (at) => isWanted(chunk.learnerIds[at] as number));
  const placeOf = new Int32Array(chunk.learnerIds.length).fill(-1);
  for (let at = 0; at < places.length; at++) placeOf[places[at] as number] = at;
  const hasPlace = (learner: Uint32Array) => (at: number) => (placeOf[learner[at] as number] as number) >= 0;
  const postings = placesWhere(chunk.learner.length, hasPlace(chunk.learner));
  const grants = placesWhere(chunk.grants.learner.length, hasPlace(chunk.grants.learner));
  const postingOf = new Int32Array(chunk.listed.posting.length === 0 ? 0 : chunk.learner.length).fill(-1);
  if (postingOf.length > 0) for (let at = 0; at < postings.length; at++) postingOf[postings[at] as number] = at;
  const listed = placesWhere(
    chunk.listed.posting.length,
    (at) => (postingOf[chunk.listed.posting[at] as number] as number) >= 0,
  );
  const learnersAt = (learner: Uint32Array, chosen: Uint32Array) =>
    chosen.map((at) => placeOf[learner[at] as number] as number);
  return {
    learnerIds: pick(chunk.learnerIds, places),
    learner: learnersAt(chunk.learner, postings),
    thing: pick(chunk.thing, postings),
    mark: postings.map((at) => chunk.mark[at] as number),
    from: pick(chunk.from, postings),
    ends: pick(chunk.ends, postings),
    grants: {
      learner: learnersAt(chunk.grants.learner, grants),
      audience: pick(chunk.grants.audience, grants),
      from: pick(chunk.grants.from, grants),
      until: pick(chunk.grants.until, grants),
    },
    listed: {
      posting: listed.map((at) => postingOf[chunk.listed.posting[at] as number] as number),
      audience: pick(chunk.listed.audience, listed),
      from: pick(chunk.listed.from, listed),
      until: pick(chunk.listed.until, listed),
    },
  };
}

/** Two chunks of different learners as one. */
export function joinChunks(one: Chunk, other: Chunk): Chunk {
  const ids = Float64Array.from([...one.learnerIds, ...other.learnerIds]).sort();
  const placeOf = new Map(Array.from(ids, (id, at) => [id, at]));
  const moved = (chunk: Chunk, learner: Uint32Array) =>
    learner.map((at) => placeOf.get(chunk.learnerIds[at] as number) as number);
  const offset = one.learner.length;
  return {
    learnerIds: ids,
    learner: join(moved(one, one.learner), moved(other, other.learner)),
    thing: join(one.thing, other.thing),
    mark: join(one.mark, other.mark),
    from: join(one.from, other.from),
    ends: join(one.ends, other.ends),
    grants: {
      learner: join(moved(one, one.grants.learner), moved(other, other.grants.learner)),
      audience: join(one.grants.audience, other.grants.audience),
      from: join(one.grants.from, other.grants.from),
      until: join(one.grants.until, other.grants.until),
    },
    listed: {
      posting: join(
        one.listed.posting,
        other.listed.posting.map((at) => at + offset),
      ),
      audience: join(one.listed.audience, other.listed.audience),
      from: join(one.listed.from, other.listed.from),
      until: join(one.listed.until, other.listed.until),
    },
  };
}

export const NO_CHUNK: Chunk = {
  ...{ learnerIds: new Float64Array(0), learner: new Uint32Array(0), thing: new Float64Array(0) },
  ...{ mark: new Uint32Array(0), from: new Float64Array(0), ends: new Float64Array(0) },
  grants: {
    ...{ learner: new Uint32Array(0), audience: new Float64Array(0) },
    ...{ from: new Float64Array(0), until: new Float64Array(0) },
  },
  listed: {
    ...{ posting: new Uint32Array(0), audience: new Float64Array(0) },
    ...{ from: new Float64Array(0), until: new Float64Array(0) },
  },
};

function placesWhere(length: number, isWanted: (at: number) => boolean): Uint32Array {
  const places = new Uint32Array(length);
  let count = 0;
  for (let at = 0; at < length; at++) if (isWanted(at)) places[count++] = at;
  return places.slice(0, count);
}

function pick(column: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let at = 0; at < places.length; at++) picked[at] = column[places[at] as number] as number;
  return picked;
}

function join<T extends Float64Array | Uint32Array>(one: T, other: T): T {
  const joined = new (one.constructor as new (length: number) => T)(one.length + other.length);
  joined.set(one);
  joined.set(other, one.length);
  return joined;
}
