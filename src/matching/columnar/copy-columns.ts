import type { Sql, TransactionSql } from 'postgres';

/** PostgreSQL counts microseconds from 2000-01-01. */
const EPOCH_2000_MS = 946_684_800_000;

/** One column of an answer, in PostgreSQL's binary form of arrays: whole numbers of 8 bytes, none of them null. */
export interface Column {
  readonly length: number;
  /** As numbers, exact to 2^53. */
  numbers(): Float64Array;
  /** As milliseconds since 1970, cut off below; infinite where the moment is. */
  moments(): Float64Array;
}

/**
 * Reads a statement whose one row holds an `array_agg` of int8 or timestamptz a column, through COPY in binary: hundreds of thousands of
 * rows as one message, taken apart without making an object of any.
 *
 * @param statement  without parameters, which COPY takes none of
 */
export async function copyColumns(tx: Sql | TransactionSql, statement: string): Promise<Column[]> {
  const pieces: Buffer[] = [];
  const stream = await tx.unsafe(`copy (${statement}) to stdout (format binary)`).readable();
  for await (const piece of stream) pieces.push(piece as Buffer);
  // The driver lets its socket rest after a large message and wakes it when more is read; of a stream that ended nothing is.
  stream._read(0);
  const bytes = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Signature, flags, and an extension of a stated length; then the row's number of columns.
  let at = 19 + view.getInt32(15);
  const columns = view.getInt16(at);
  at += 2;
  return Array.from({ length: columns }, () => {
    const size = view.getInt32(at);
    const column = size < 0 ? NO_ROWS : columnAt(view, at + 4);
    at += 4 + Math.max(0, size);
    return column;
  });
}

const NO_ROWS: Column = { length: 0, numbers: () => new Float64Array(0), moments: () => new Float64Array(0) };

/** Dimensions, flags and type of its elements come first; each element is its length, 8, and itself. */
function columnAt(view: DataView, at: number): Column {
  const length = view.getInt32(at) === 0 ? 0 : view.getInt32(at + 12);
  const first = at + 20 + 4;
  const read = (place: number) => view.getInt32(place) * 4_294_967_296 + view.getUint32(place + 4);
  return {
    length,
    numbers() {
      const column = new Float64Array(length);
      for (let row = 0, place = first; row < length; row++, place += 12) column[row] = read(place);
      return column;
    },
    moments() {
      const column = new Float64Array(length);
      for (let row = 0, place = first; row < length; row++, place += 12) {
        const high = view.getInt32(place);
        if (high === 0x7fffffff) column[row] = Number.POSITIVE_INFINITY;
        else if (high === -0x80000000) column[row] = Number.NEGATIVE_INFINITY;
        else column[row] = Math.floor(read(place) / 1_000) + EPOCH_2000_MS;
      }
      return column;
    },
  };
}
