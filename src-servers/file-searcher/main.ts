#!/usr/bin/env node
import { isMainThread, workerData } from 'node:worker_threads';
import { workerRole } from './search/worker-messages.ts';

// Bundled, this one file is the server and the search worker. Each loads only what it needs, so that a worker does
// not evaluate the protocol.
if (isMainThread) {
  const [{ serve }, { fileSearcher }] = await Promise.all([
    import('../serve/serve.ts'),
    import('./file-searcher.ts'),
  ]);
  await serve(fileSearcher);
} else if (workerData === workerRole) {
  await import('./search/search-worker.ts');
}
