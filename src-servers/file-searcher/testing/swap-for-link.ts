import { renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

/**
 * A worker thread that swaps a folder for a symlink and back, as fast as it can, until the shared cell says stop.
 * Its workerData: the folder, where the link leads, the cell.
 */
const { folder, target, cell } = workerData as { folder: string; target: string; cell: Int32Array };
for (; Atomics.load(cell, 0) === 0; Atomics.add(cell, 1, 1)) {
  renameSync(folder, `${folder}.aside`);
  symlinkSync(target, folder);
  unlinkSync(folder);
  renameSync(`${folder}.aside`, folder);
}
