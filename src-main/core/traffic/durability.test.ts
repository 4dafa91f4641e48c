import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrafficLog, type TrafficLog } from './traffic-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'traffic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(path: string, readOnly = false): { log: TrafficLog } & Disposable {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec('PRAGMA journal_mode = WAL');
  try {
    const log = createTrafficLog(db, { limit: 1e6, onAppended() {}, onReset() {}, onFailure() {}, readOnly });
    return {
      log,
      [Symbol.dispose]() {
        log.close();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A process that appends in turn after turn, tells after each what must be on disk by then, and never ends by itself. */
const appender = `
  import { DatabaseSync } from 'node:sqlite';
  import { createTrafficLog } from ${JSON.stringify(new URL('./traffic-log.ts', import.meta.url).href)};
  const nothing = () => {};
  const db = new DatabaseSync(process.argv[1]);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  const log = createTrafficLog(db, { limit: 1e6, onAppended: nothing, onReset: nothing, onFailure: nothing });
  const session = log.openSession('killed');
  for (;;) {
    let seq = 0;
    for (let index = 0; index < 20; index++) {
      const bytes = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: index, method: 'ping' }));
      seq = log.append({ session, server: 'killed', time: Date.now(), direction: 'out', kind: 'request', bytes });
      log.interpret(seq, { kind: 'request', id: session * 1e6 + seq, method: 'ping' });
    }
    await new Promise((done) => setImmediate(() => setImmediate(done)));
    await new Promise((done) => process.stdout.write(seq + '\\n', done));
  }
`;

/** Starts one and gives, once killed, the last position it said was safe. */
async function appendAndKill(path: string, after: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', appender, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > after) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
  const lines = said.split('\n').slice(0, -1);
  return Number(lines.at(-1));
}

describe('a process killed with SIGKILL', () => {
  it('has lost no turn before the last, and leaves a log that opens and goes on', async () => {
    const path = join(folder, 'traffic.db');
    let before = 0;
    for (const turns of [1, 30]) {
      const safe = await appendAndKill(path, turns);
      expect(safe).toBeGreaterThan(before);
      using opened = open(path);
      const { lastSeq, count } = opened.log.position();
      expect(lastSeq).toBeGreaterThanOrEqual(safe);
      expect(count).toBe(lastSeq);
      const { rows } = await opened.log.rows({ server: 'killed' }, safe - 20, 20);
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 20 }, (_, index) => safe - 19 + index));
      expect(new Set(rows.map((row) => row.status))).toEqual(new Set(['lost']));
      expect((await opened.log.rows({ text: '"ping"' }, 0, 0)).matching).toBe(count);
      before = lastSeq;
    }
  });
});

describe('two processes', () => {
  it('never write one log: the second is refused, or looks only, until the first is gone', async () => {
    const path = join(folder, 'traffic.db');
    const child = spawn(process.execPath, ['--input-type=module', '-e', appender, path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(() => open(path)).toThrow(
        expect.objectContaining({
          code: 'storage-failed',
          message: expect.stringContaining(`process ${child.pid}`),
        }),
      );
      {
        using looking = open(path, true);
        const { rows } = await looking.log.rows({ server: 'killed' }, 0, 5);
        expect(rows.map((row) => row.status)).toEqual(['open', 'open', 'open', 'open', 'open']);
        looking.log.append({ ...entry });
        looking.log.flush();
      }
    } finally {
      const closed = new Promise((resolve) => child.on('close', resolve));
      child.kill('SIGKILL');
      await closed;
    }
    using opened = open(path);
    expect(opened.log.append({ ...entry })).toBeGreaterThan(20);
  });
});

const entry = {
  session: 1,
  server: 'other',
  time: 0,
  direction: 'in',
  kind: 'noise',
  bytes: Buffer.from('x'),
} as const;
