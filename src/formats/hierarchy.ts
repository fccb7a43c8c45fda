/** The broader relations read so far; refuses the one that would make a concept its own ancestor. */
export class Hierarchy {
  readonly #broader = new Map<string, string[]>();

  /** Adds "`from` is under `to`"; false, and nothing added, when `to` is `from` or already lies under it. */
  add(from: string, to: string): boolean {
    if (this.#isUnder(to, from)) return false;
    const broader = this.#broader.get(from);
    if (broader) broader.push(to);
    else this.#broader.set(from, [to]);
    return true;
  }

  #isUnder(concept: string, ancestor: string): boolean {
    const open = [concept];
    const met = new Set(open);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === ancestor) return true;
      for (const broader of this.#broader.get(next) ?? []) {
        if (!met.has(broader)) open.push(broader);
        met.add(broader);
      }
    }
    return false;
  }
}
