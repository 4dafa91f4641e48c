import type { SqlDatabase } from './sql-database.ts';

/** Names of servers as small numbers, so that a record need not repeat them. */
export class ServerNames {
  readonly #ids = new Map<string, number>();
  readonly #names = new Map<number, string>();
  readonly #onAdded: (id: number, name: string) => void;
  #last = 0;

  constructor(db: SqlDatabase, onAdded: (id: number, name: string) => void) {
    this.#onAdded = onAdded;
    for (const row of db.prepare('SELECT id, name FROM server').all())
      this.#set(Number(row['id']), String(row['name']));
  }

  idOf(name: string): number {
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = this.#last + 1;
    this.#set(id, name);
    this.#onAdded(id, name);
    return id;
  }

  nameOf(id: number): string {
    return this.#names.get(id) ?? '';
  }

  #set(id: number, name: string): void {
    this.#ids.set(name, id);
    this.#names.set(id, name);
    this.#last = Math.max(this.#last, id);
  }
}
