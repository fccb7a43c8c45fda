import type { LocalizedText } from '../../db/localized-text.ts';
import type { LevelScaleRecord } from '../record.ts';
import type { Node } from './node.ts';

interface Level {
  readonly name: LocalizedText;
  readonly after: readonly string[];
  readonly before: readonly string[];
}

/** Progression models of an input with their levels, which are nodes of their own. Source: `asn:ProgressionModel`. */
export class Levels {
  readonly #levels = new Map<string, Level>();
  readonly #ofModel = new Map<string, string[]>();

  add(uri: string, node: Node): void {
    for (const level of node.uris('hasProgressionLevel', 'hasTopConcept')) this.#tie(uri, level);
    if (node.role !== 'LEVEL') return;
    for (const model of node.uris('inProgressionModel', 'inScheme', 'topConceptOf')) this.#tie(model, uri);
    const name = node.text('prefLabel', 'name');
    this.#levels.set(uri, { name, after: node.uris('precededBy'), before: node.uris('precedes') });
  }

  /** Levels of a model, the least proficient first: as they precede one another, else as the model lists them. */
  of(model: string): LevelScaleRecord['levels'] {
    const listed = (this.#ofModel.get(model) ?? []).filter((uri) => this.#levels.has(uri));
    return this.#inOrder(listed).map((uri, index) => ({
      rank: index + 1,
      name: this.#levels.get(uri)?.name ?? {},
      uri,
    }));
  }

  #inOrder(listed: readonly string[]): string[] {
    const below = new Map(listed.map((uri) => [uri, new Set(this.#levels.get(uri)?.after ?? [])]));
    for (const uri of listed) for (const next of this.#levels.get(uri)?.before ?? []) below.get(next)?.add(uri);
    const placed: string[] = [];
    let open = [...listed];
    while (open.length > 0) {
      // In a circle nothing comes first; then the model's own order counts.
      const next = open.find((uri) => !open.some((other) => other !== uri && below.get(uri)?.has(other))) ?? open[0];
      if (next === undefined) break;
      placed.push(next);
      open = open.filter((uri) => uri !== next);
    }
    return placed;
  }

  #tie(model: string, level: string): void {
    const levels = this.#ofModel.get(model) ?? [];
    if (!levels.includes(level)) this.#ofModel.set(model, [...levels, level]);
  }
}
