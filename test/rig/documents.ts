import fc, { type GeneratorValue } from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A valid document and the values of its variables. */
export interface GeneratedDocument {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Selected = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;

const DEPTH = 5;
/** Arguments that make an answer wide or its computing long; written small. */
const SMALL = new Set(['first']);

/**
 * Valid documents over a schema: arguments as literals and as variables, aliases, fragments of both kinds, conditions.
 *
 * @param ids  global ids that arguments of type ID and String are taken from, some of which are there
 */
export function documents(schema: GraphQLSchema, ids: readonly string[]): fc.Arbitrary<GeneratedDocument> {
  return fc.gen().map((draw) => new Writer(schema, ids, draw).write());
}

/** Writes one document; each name it gives is new, so that selections never clash. */
class Writer {
  readonly #schema: GraphQLSchema;
  readonly #ids: readonly string[];
  readonly #draw: GeneratorValue;
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #names = 0;

  constructor(schema: GraphQLSchema, ids: readonly string[], draw: GeneratorValue) {
    this.#schema = schema;
    this.#ids = ids;
    this.#draw = draw;
  }

  write(): GeneratedDocument {
    const query = this.#schema.getQueryType();
    if (!query) throw new Error('the schema has no queries');
    const body = this.#selection(query, 0);
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    return { text: [`query Generated${declared} ${body}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  #name(prefix: string): string {
    this.#names += 1;
    return `${prefix}${this.#names}`;
  }

  #chance(outOf: number): boolean {
    return this.#draw(fc.nat, { max: outOf - 1 }) === 0;
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[this.#draw(fc.nat, { max: values.length - 1 })] as T;
  }

  #selection(type: Selected, depth: number): string {
    const fields = Object.values(type.getFields()).filter((field) => depth < DEPTH || isLeaf(field));
    const count = 1 + this.#draw(fc.nat, { max: depth === 0 ? 1 : 4 });
    const parts = ['__typename'];
    for (let index = 0; index < count; index += 1) {
      if (fields.length > 0) parts.push(this.#field(this.#oneOf(fields), depth));
    }
    if (isAbstractType(type) && depth < DEPTH) {
      const concrete = this.#oneOf(this.#schema.getPossibleTypes(type));
      parts.push(`... on ${concrete.name} ${this.#selection(concrete, depth + 1)}`);
    } else if (depth > 0 && depth < DEPTH && this.#chance(6)) {
      parts.push(`... on ${type.name}${this.#condition()} ${this.#selection(type, depth + 1)}`);
    }
    if (depth > 0 && depth < DEPTH && this.#chance(6)) {
      const name = this.#name('F');
      this.#fragments.push(`fragment ${name} on ${type.name} ${this.#selection(type, depth + 1)}`);
      parts.push(`...${name}${this.#condition()}`);
      if (this.#chance(3)) parts.push(`...${name}${this.#condition()}`);
    }
    return `{ ${parts.join(' ')} }`;
  }

  #field(field: Field, depth: number): string {
    const alias = field.args.length > 0 || this.#chance(3) ? `${this.#name('a')}: ` : '';
    const stated = field.args.flatMap((argument) => this.#argument(argument));
    const args = stated.length > 0 ? `(${stated.join(', ')})` : '';
    const type = getNamedType(field.type);
    const isComposite = isObjectType(type) || isAbstractType(type);
    const name = isComposite && !alias ? `${this.#name('a')}: ${field.name}` : `${alias}${field.name}`;
    const below = isComposite ? ` ${this.#selection(type as Selected, depth + 1)}` : '';
    return `${name}${args}${this.#condition()}${below}`;
  }

  #condition(): string {
    if (!this.#chance(6)) return '';
    const directive = this.#oneOf(['skip', 'include']);
    const value = this.#draw(fc.boolean);
    return ` @${directive}(if: ${this.#chance(2) ? String(value) : this.#variable('Boolean!', value)})`;
  }

  #variable(type: string, value: unknown): string {
    const name = this.#name('v');
    this.#declared.push(`$${name}: ${type}`);
    if (value !== undefined) this.#variables[name] = value;
    return `$${name}`;
  }

  #argument({ name, type, defaultValue }: GraphQLArgument): string[] {
    const isRequired = isNonNullType(type) && defaultValue === undefined;
    if (!isRequired && !SMALL.has(name) && this.#chance(2)) return [];
    if (SMALL.has(name)) return [`${name}: ${this.#chance(10) ? 0 : 1 + this.#draw(fc.nat, { max: 2 })}`];
    if (this.#chance(2)) {
      const isAbsent = !isNonNullType(type) && this.#chance(4);
      return [`${name}: ${this.#variable(String(type), isAbsent ? undefined : this.#value(type, 0))}`];
    }
    return [`${name}: ${this.#literal(type, this.#value(type, 0))}`];
  }

  /** A value of an input type as JSON has it. */
  #value(type: GraphQLInputType, depth: number): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (depth > 0 && this.#chance(8)) return null;
    if (isListType(type)) {
      const of = isNonNullType(type.ofType) ? type.ofType.ofType : type.ofType;
      return Array.from({ length: this.#draw(fc.nat, { max: 2 }) }, () => this.#value(of as GraphQLInputType, 0));
    }
    if (isEnumType(type)) return this.#oneOf(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth < 3 && this.#chance(3)),
      );
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, depth + 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.#draw(fc.nat, { max: 100_000 });
      case 'Float':
        return this.#draw(fc.nat, { max: 1_000 }) / 8;
      case 'Boolean':
        return this.#draw(fc.boolean);
      case 'DateTime':
        return new Date(this.#draw(fc.nat, { max: 2_000_000_000 }) * 1_000).toISOString();
      default:
        return this.#chance(4) ? this.#draw(fc.string, { maxLength: 5 }) : this.#oneOf(this.#ids);
    }
  }

  /** The same value as a document has it; now and then a part of it is a variable. */
  #literal(type: GraphQLInputType, value: unknown): string {
    if (value === null) return 'null';
    if (isNonNullType(type)) return this.#literal(type.ofType, value);
    if (isListType(type)) return `[${(value as unknown[]).map((each) => this.#literal(type.ofType, each)).join(', ')}]`;
    if (isEnumType(type)) return String(value);
    if (!isInputObjectType(type)) return JSON.stringify(value);
    const fields = type.getFields();
    const parts = Object.entries(value as object).map(([name, each]) => {
      const field = fields[name];
      if (!field) throw new Error(`${name} is no field of ${type.name}`);
      if (!this.#chance(3)) return `${name}: ${this.#literal(field.type, each)}`;
      return `${name}: ${this.#variable(String(field.type), !isNonNullType(field.type) && this.#chance(2) ? undefined : each)}`;
    });
    return `{ ${parts.join(', ')} }`;
  }
}

function isLeaf(field: Field): boolean {
  const type = getNamedType(field.type);
  return !isObjectType(type) && !isAbstractType(type);
}
