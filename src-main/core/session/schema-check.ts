import { Worker } from 'node:worker_threads';
import { provesValid } from './proves-valid.ts';

/** What a check of a value against a JSON Schema found. */
export type SchemaCheck =
  | { outcome: 'valid' }
  | { outcome: 'invalid'; problems: string[] }
  | { outcome: 'not-checked'; reason: string };

/** Checks values against JSON Schemas of servers, which may be hostile: in a worker, within a time budget. */
export interface SchemaChecker {
  /** Never throws; past the budget (milliseconds) the answer is `not-checked`. */
  check(schema: unknown, value: unknown): Promise<SchemaCheck>;
  /**
   * Judges the schema itself: against its meta-schema, with its references and patterns. Never throws; `not-checked`
   * also when it names a dialect that is not known here.
   */
  judge(schema: unknown): Promise<SchemaCheck>;
  close(): Promise<void>;
}

/** Milliseconds that the worker may take to load, on whatever machine. */
const loadingTime = 10_000;

interface Job {
  id: number;
  finish(check: SchemaCheck): void;
  timer: NodeJS.Timeout;
}

/** Makes a checker; its worker starts with the first check and is replaced when it runs over its budget. */
export function createSchemaChecker(budget = 1500): SchemaChecker {
  let worker: Worker | undefined;
  let ready = false;
  let lastId = 0;
  const jobs = new Map<number, Job>();

  function settle(id: number, check: SchemaCheck): void {
    const job = jobs.get(id);
    if (!job) return;
    jobs.delete(id);
    clearTimeout(job.timer);
    job.finish(check);
  }

  function replaceWorker(reason: string): void {
    const old = worker;
    worker = undefined;
    ready = false;
    for (const id of jobs.keys()) settle(id, { outcome: 'not-checked', reason });
    void old?.terminate();
  }

  function running(): Worker {
    if (worker) return worker;
    const file = import.meta.url.endsWith('.ts') ? './schema-worker.ts' : './schema-worker.js';
    const fresh = new Worker(new URL(file, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
    });
    fresh.unref();
    fresh.on('message', (message: 'ready' | { id: number; check: SchemaCheck }) => {
      if (message !== 'ready') {
        settle(message.id, message.check);
      } else if (worker === fresh) {
        ready = true;
        for (const job of jobs.values()) {
          clearTimeout(job.timer);
          job.timer = deadline();
        }
      }
    });
    fresh.on('error', (error) => {
      if (worker === fresh) replaceWorker(`the check failed: ${error.message}`);
    });
    worker = fresh;
    return fresh;
  }

  function deadline(): NodeJS.Timeout {
    return setTimeout(
      () => replaceWorker(`the schema was too costly to check within ${budget / 1000} s`),
      ready ? budget : loadingTime,
    );
  }

  /** Without a value only the schema is judged. */
  function ask(question: { schema: unknown; value?: unknown }): Promise<SchemaCheck> {
    const id = ++lastId;
    return new Promise<SchemaCheck>((finish) => {
      jobs.set(id, { id, finish, timer: deadline() });
      try {
        running().postMessage({ id, ...question });
      } catch (error) {
        settle(id, {
          outcome: 'not-checked',
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    });
  }

  return {
    check(schema, value) {
      // Most schemas are plain, and most results are as they should be: no reason to wait for another thread.
      if (provesValid(schema, value)) return Promise.resolve({ outcome: 'valid' });
      return ask({ schema, value });
    },
    judge: (schema) => ask({ schema }),
    async close() {
      const old = worker;
      replaceWorker('the host is closing');
      await old?.terminate();
    },
  };
}
