import { textIn } from '../../db/localized-text.ts';
import type { HubRecord, SkillRecord } from '../record.ts';

/** A skill of another format on its way into an RSD, with what its relations add. */
export interface MappedSkill {
  readonly uri: string;
  readonly name: string;
  readonly statement: string;
  /** Labels of its broader headings. */
  readonly categories: readonly string[];
  /** Addresses of skills elsewhere it is said to match. */
  readonly alignments: readonly string[];
}

/**
 * Skills whose relations come behind them: held, as few words as an RSD needs, until all relations are known. Headings are no RSDs.
 */
export class MappedSkills {
  readonly #skills = new Map<string, { name: string; statement: string; isHeading: boolean }>();
  readonly #broader = new Map<string, string[]>();
  readonly #alignments = new Map<string, string[]>();

  add(skill: SkillRecord): void {
    const name = textIn(skill.labels, 'en');
    const statement = textIn(skill.descriptions, 'en') || name;
    this.#skills.set(skill.uri, { name, statement, isHeading: skill.skillKind === 'GROUP' });
  }

  relate(record: HubRecord): void {
    if (record.type !== 'skill-relation' || !this.#skills.has(record.from)) return;
    const { from, to, kind, isCrosswalk } = record;
    if (kind === 'BROADER' && !isCrosswalk) this.#broader.set(from, [...(this.#broader.get(from) ?? []), to]);
    else if (isCrosswalk && (kind === 'EXACT' || kind === 'CLOSE')) {
      this.#alignments.set(from, [...(this.#alignments.get(from) ?? []), to]);
    }
  }

  *all(): Generator<MappedSkill> {
    for (const [uri, { name, statement, isHeading }] of this.#skills) {
      if (isHeading) continue;
      const headings = (this.#broader.get(uri) ?? []).flatMap((broader) => this.#skills.get(broader)?.name ?? []);
      const alignments = this.#alignments.get(uri) ?? [];
      yield { uri, name, statement, categories: [...new Set(headings)], alignments: [...new Set(alignments)] };
    }
  }
}
