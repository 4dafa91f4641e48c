import { parentPort, type MessagePort } from 'node:worker_threads';
import { FolderWalk } from './folder-walk.ts';
import { SearchBoard } from './search-board.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** The worker thread: one search at a time, one piece of work after the other, blocking, until told otherwise. */
function serveSearches(port: MessagePort): void {
  const tell = (message: FromWorker): void => port.postMessage(message);
  let walk: FolderWalk | undefined;
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'begin') {
      walk = new FolderWalk(
        message.root,
        message.request,
        new SearchBoard(message.board),
        message.slot,
        tell,
      );
      return;
    }
    walk?.work(message.items);
    tell({ kind: 'idle' });
  });
}

if (parentPort !== null) serveSearches(parentPort);
