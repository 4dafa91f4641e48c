import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TrafficLog } from '../src-main/core/traffic/traffic-log.ts';
import { collectGarbage, interleaved, processorTime, type Finding } from './measure.ts';
import { nextTurn, openLog, scratchFolder } from './scratch.ts';

const perTurn = 300;
const rate = (perSecond: number): string => `${Math.round(perSecond / 1000)} k/s`;

/** A notification of 200 bytes. */
export function message(index: number): Uint8Array {
  const head = `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${index} `;
  return Buffer.from(`${head}${'.'.repeat(200 - head.length - 3)}"}}`);
}

/** Floods a log as a session does: record, parse, read. */
export async function flood(log: TrafficLog, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index++) {
    const bytes = message(index);
    const seq = log.append({
      session: 1,
      server: 'flood',
      time: index,
      direction: 'in',
      kind: 'noise',
      bytes,
    });
    // What this process has just written is known to be an object.
    const { method } = JSON.parse(Buffer.from(bytes).toString()) as { method: string };
    log.interpret(seq, { kind: 'notification', method });
    if (index % perTurn === 0) await nextTurn();
  }
  log.flush();
}

/** The reference: parse, keep the last thousand, write the bytes to a file, turn by turn. */
async function plainFlood(file: number, count: number): Promise<void> {
  const ring: unknown[] = [];
  let chunks: Uint8Array[] = [];
  const newline = Buffer.from('\n');
  for (let index = 0; index < count; index++) {
    const bytes = message(index);
    ring[index % 1000] = JSON.parse(Buffer.from(bytes).toString());
    chunks.push(bytes, newline);
    if (index % perTurn === 0) {
      writeSync(file, Buffer.concat(chunks));
      chunks = [];
      await nextTurn();
    }
  }
  writeSync(file, Buffer.concat(chunks));
}

/** A flood of 200-byte messages into the log: how many a second, and with how much memory. */
export async function capture(): Promise<Finding[]> {
  // Taken first: what the rounds before leave behind must not hide what the long run needs.
  collectGarbage();
  const before = process.memoryUsage.rss();
  using folder = scratchFolder();
  const count = 200_000;
  let run = 0;
  const perSecond = (took: number): number => (count / took) * 1000;
  const result = await interleaved(
    5,
    async () => {
      const file = openSync(join(folder.path, `plain-${run++}`), 'w');
      await plainFlood(file, count);
      closeSync(file);
    },
    async () => {
      using opened = openLog(join(folder.path, `log-${run++}.db`));
      const started = performance.now();
      await flood(opened.log, 0, count);
      return performance.now() - started;
    },
  );

  // Long enough to show a leak: three million messages, more than 100,000 a second for 30 seconds.
  const started = performance.now();
  const busyBefore = processorTime();
  using opened = openLog(join(folder.path, 'long.db'), 1_000_000);
  let peak = before;
  for (let done = 0; done < 3_000_000; done += 100_000) {
    await flood(opened.log, done, 100_000);
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  const sustained = perSecond((performance.now() - started) * (count / 3_000_000));
  const each = ((processorTime() - busyBefore) * 1000) / 3_000_000;
  const { lastSeq } = opened.log.position();
  const memory = (peak - before) / 2 ** 20;
  return [
    {
      name: 'capture, 200 bytes',
      baseline: rate(perSecond(result.baseline)),
      ours: rate(perSecond(result.ours)),
      ratio: result.ratio,
      limit: '≥ 100 k/s',
      ok: perSecond(result.ours) >= 100_000,
    },
    {
      name: 'capture, 3,000,000 with a limit of 1,000,000',
      baseline: '–',
      ours: `${rate(sustained)}, ${3_000_000 - lastSeq} lost, + ${memory.toFixed(0)} MiB, ${each.toFixed(1)} µs of processor each`,
      ratio: undefined,
      limit: '≥ 100 k/s, 0 lost, ≤ 150 MiB',
      ok: sustained >= 100_000 && lastSeq === 3_000_000 && memory <= 150,
    },
  ];
}
