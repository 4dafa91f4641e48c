import type { Finding } from '../measure.ts';
import { readMachine } from './read-machine.ts';
import { searchFiles } from './search-files.ts';
import { spawnToList } from './spawn-to-list.ts';

/** What the bundled servers do, each against the same work done plainly. */
export async function servers(): Promise<Finding[]> {
  return [...(await spawnToList()), ...(await searchFiles()), ...(await readMachine())];
}
