const KINDS = { u8: Uint8Array, i8: Int8Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;
type Kind = keyof typeof KINDS;
export type Column = Uint8Array | Int8Array | Uint32Array | Float32Array | Float64Array;

const MAGIC = 'TSRI';
/** Raised whenever an index of before reads otherwise than it was written; stored indexes are then built again. */
export const INDEX_VERSION = 1;
// Every column starts where the widest number may, so that it is read in place.
const ALIGNED = 8;
const HEADER = 12;

interface Place {
  readonly name: string;
  readonly kind: Kind | 'text';
  readonly offset: number;
  readonly bytes: number;
}

/** The bytes are no index, or one of another version of this software; the way out is to build it again. */
export class IndexUnreadable extends Error {
  override readonly name = 'IndexUnreadable';
}

/** Named columns of numbers and texts as one run of bytes: magic, version, table of contents, then the columns. */
export function packColumns(columns: Readonly<Record<string, Column | string>>): Uint8Array {
  const places: Place[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, column] of Object.entries(columns)) {
    const bytes =
      typeof column === 'string'
        ? new TextEncoder().encode(column)
        : new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    places.push({ name, kind: kindOf(column), offset, bytes: bytes.byteLength });
    parts.push(bytes);
    offset += aligned(bytes.byteLength);
  }
  const contents = new TextEncoder().encode(JSON.stringify(places));
  const start = aligned(HEADER + contents.byteLength);
  const packed = new Uint8Array(start + offset);
  packed.set(new TextEncoder().encode(MAGIC));
  new DataView(packed.buffer).setUint32(4, INDEX_VERSION, true);
  new DataView(packed.buffer).setUint32(8, contents.byteLength, true);
  packed.set(contents, HEADER);
  for (const [index, place] of places.entries()) packed.set(parts[index] ?? new Uint8Array(), start + place.offset);
  return packed;
}

/** Columns read in place out of what `packColumns` wrote. */
export class Columns {
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #places: ReadonlyMap<string, Place>;

  constructor(bytes: Uint8Array) {
    if (new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC || bytes.byteLength < HEADER)
      throw new IndexUnreadable('these bytes are no index of concepts; build it again');
    // Rows of a database come out of shared buffers, at any address; columns need one that 8 divides.
    const own = bytes.byteOffset % ALIGNED === 0 ? bytes : bytes.slice();
    const view = new DataView(own.buffer, own.byteOffset);
    const version = view.getUint32(4, true);
    if (version !== INDEX_VERSION)
      throw new IndexUnreadable(`this index is of version ${version}, ${INDEX_VERSION} is read here; build it again`);
    const length = view.getUint32(8, true);
    const contents: Place[] = JSON.parse(new TextDecoder().decode(own.subarray(HEADER, HEADER + length)));
    this.#bytes = own;
    this.#start = aligned(HEADER + length);
    this.#places = new Map(contents.map((place) => [place.name, place]));
  }

  u8 = (name: string): Uint8Array => this.#column(name, 'u8') as Uint8Array;
  i8 = (name: string): Int8Array => this.#column(name, 'i8') as Int8Array;
  u32 = (name: string): Uint32Array => this.#column(name, 'u32') as Uint32Array;
  f32 = (name: string): Float32Array => this.#column(name, 'f32') as Float32Array;
  f64 = (name: string): Float64Array => this.#column(name, 'f64') as Float64Array;

  /** A text column as its lines; no line where nothing was written. */
  lines(name: string): string[] {
    const { offset, bytes } = this.#place(name, 'text');
    const text = new TextDecoder().decode(this.#bytes.subarray(this.#start + offset, this.#start + offset + bytes));
    return text === '' ? [] : text.split('\n');
  }

  #column(name: string, kind: Kind): Column {
    const { offset, bytes } = this.#place(name, kind);
    const Type = KINDS[kind];
    const at = this.#bytes.byteOffset + this.#start + offset;
    if (this.#start + offset + bytes > this.#bytes.byteLength)
      throw new IndexUnreadable('this index is cut short; build it again');
    return new Type(this.#bytes.buffer as ArrayBuffer, at, bytes / Type.BYTES_PER_ELEMENT);
  }

  #place(name: string, kind: Kind | 'text'): Place {
    const place = this.#places.get(name);
    if (place?.kind !== kind) throw new IndexUnreadable(`this index lacks its column ${name}; build it again`);
    return place;
  }
}

function kindOf(column: Column | string): Kind | 'text' {
  if (typeof column === 'string') return 'text';
  const found = Object.entries(KINDS).find(([, Type]) => column instanceof Type);
  return found?.[0] as Kind;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}
