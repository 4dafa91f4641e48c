import { z } from 'zod';
import { argumentSetSchema, type ArgumentSet } from '#contract/argument-set.ts';
import { HostFailure } from '#contract/host-error.ts';
import { readFileWithBackup, writeFileAtomic } from './atomic-file.ts';

/** Sets of all tools together, and their characters: the file is read and written whole. */
const mostSets = 500;
const mostCharacters = 2_000_000;

const fileSchema = z.looseObject({ version: z.number().int(), sets: z.array(argumentSetSchema) });

/** Named arguments of tools, remembered in one JSON file. */
export interface ArgumentSets {
  /** Those of one tool, by name. */
  list(server: string, tool: string): ArgumentSet[];
  /**
   * Adds a set, or replaces the one of the same name.
   * @throws HostFailure `bad-request` when no more can be kept, `storage-failed` when it cannot be written
   */
  save(set: ArgumentSet): void;
  /** @throws HostFailure `storage-failed` */
  remove(which: Pick<ArgumentSet, 'server' | 'tool' | 'name'>): void;
  /** A sentence a person must see: a bad file was found. */
  readonly notice: string | undefined;
}

/** Opens `argument-sets.json`. A missing file holds none; of a bad one, the last good copy is used. Does not throw. */
export function openArgumentSets(path: string): ArgumentSets {
  const parse = (text: string): ArgumentSet[] => fileSchema.parse(JSON.parse(text)).sets;
  const read = (): ReturnType<typeof readFileWithBackup<ArgumentSet[]>> => readFileWithBackup(path, parse);
  const first = read();
  let sets = first.value ?? [];
  const isSame = (a: Pick<ArgumentSet, 'server' | 'tool' | 'name'>, b: ArgumentSet): boolean =>
    a.server === b.server && a.tool === b.tool && a.name === b.name;
  const write = (next: ArgumentSet[]): void => {
    writeFileAtomic(path, `${JSON.stringify({ version: 1, sets: next }, null, 2)}\n`);
    sets = next;
  };

  return {
    notice: first.notice,
    list: (server, tool) =>
      sets
        .filter((set) => set.server === server && set.tool === tool)
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    save(set) {
      const next = [...(read().value ?? []).filter((known) => !isSame(set, known)), set];
      const characters = next.reduce((sum, one) => sum + one.argumentsJson.length, 0);
      if (next.length > mostSets || characters > mostCharacters) {
        throw new HostFailure(
          'bad-request',
          'No more arguments can be kept. Remove some that are saved, then try again.',
        );
      }
      write(next);
    },
    remove: (which) => write((read().value ?? []).filter((known) => !isSame(which, known))),
  };
}
