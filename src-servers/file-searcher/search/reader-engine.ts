import type { EngineJob, EngineReport, SearchEngine } from './search-engine.ts';
import { SearchCrew } from './search-crew.ts';
import type { WorkItem } from './worker-messages.ts';
import type { WorkerPool } from './worker-pool.ts';

const progressEveryMs = 100;

/** Walks the folder and reads its files in worker threads. */
export function readerEngine(pool: WorkerPool): SearchEngine {
  return {
    name: 'reader',
    search: (job) =>
      withCrew(pool, job, (crew) => {
        crew.give([{ folder: '' }]);
        crew.endInput();
      }),
  };
}

/** Runs one search with a crew that `feed` gives its work to. `feed` may clean up in the promise it returns. */
export async function withCrew(
  pool: WorkerPool,
  job: EngineJob,
  feed: (crew: { give(items: readonly WorkItem[]): void; endInput(): void }) => void | Promise<void>,
): Promise<EngineReport> {
  const workers = await pool.lease();
  const crew = new SearchCrew(pool, workers, job.root, job.request, job.onFound);
  const stop = (): void => crew.stop();
  const progress = setInterval(() => job.onProgress(crew.board.get('files')), progressEveryMs);
  try {
    job.signal.addEventListener('abort', stop, { once: true });
    if (job.signal.aborted) stop();
    else await Promise.all([feed(crew), crew.over]);
    return {
      filesSearched: crew.board.get('files'),
      unreadable: crew.board.get('unreadable'),
      tooDeep: crew.board.get('tooLong') > 0,
    };
  } finally {
    clearInterval(progress);
    job.signal.removeEventListener('abort', stop);
    // Nobody waits for stragglers: the answer is ready.
    void crew.dismiss();
  }
}
