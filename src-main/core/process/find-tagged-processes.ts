import { listProcesses, type ProcessEntry } from './list-processes.ts';

/**
 * The live processes whose environment carries this session tag, also those that left their process group. Linux
 * only, own user only; elsewhere the answer is empty.
 */
export async function findTaggedProcesses(tag: string): Promise<ProcessEntry[]> {
  const entries = await listProcesses();
  return entries.filter((entry) => entry.tag === tag);
}
