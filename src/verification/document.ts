/** A parsed JSON object whose fields are not yet known to be anything. */
export type Document = Readonly<Record<string, unknown>>;

/** One or many, as JSON-LD allows, as a list; nothing as an empty one. */
export function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The id of what is stated by its address or whole. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}

/** A text from a document, short enough to be quoted in a reason. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > 160 ? `${text.slice(0, 159).toWellFormed()}…` : text.toWellFormed();
}

/** Whether two addresses are of the same scheme, host and port. */
export function sameOrigin(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false;
  const { origin } = new URL(one);
  return origin !== 'null' && origin === new URL(other).origin;
}
