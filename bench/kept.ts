import { join } from 'node:path';
import type { TrafficFilter } from '#contract/traffic-record.ts';
import type { TrafficLog } from '../src-main/core/traffic/traffic-log.ts';
import { flood } from './capture.ts';
import { collectGarbage, longestStall, median, ms, processorTime, type Finding } from './measure.ts';
import { openLog, scratchFolder } from './scratch.ts';

const count = 1_000_000;

function finding(name: string, value: number, most: number, unit: (value: number) => string): Finding {
  return {
    name,
    baseline: '–',
    ours: unit(value),
    ratio: undefined,
    limit: `≤ ${unit(most)}`,
    ok: value <= most,
  };
}

/** Milliseconds (of the processor) to open the file and get the last rows. */
async function reopen(path: string): Promise<number> {
  const started = processorTime();
  using opened = openLog(path);
  await opened.log.rows({}, count - 50, 50);
  return processorTime() - started;
}

/** Milliseconds (of the processor) for the first answer to a filter, the log opened anew each time, and the longest stall. */
async function search(path: string, filter: TrafficFilter): Promise<{ took: number; stall: number }> {
  const took: number[] = [];
  let stall = 0;
  for (let round = 0; round < 5; round++) {
    using opened = openLog(path);
    const held = await longestStall(async () => {
      const started = processorTime();
      await opened.log.rows(filter, 0, 50);
      took.push(processorTime() - started);
    }, processorTime);
    stall = Math.max(stall, held);
  }
  return { took: median(took), stall };
}

async function scroll(log: TrafficLog, filter: TrafficFilter): Promise<number> {
  const took: number[] = [];
  for (let from = 0; from < count; from += 50_000) {
    const started = processorTime();
    await log.rows(filter, from, 50);
    took.push(processorTime() - started);
  }
  return Math.max(...took);
}

/** A million messages kept: memory, opening, searching, scrolling, in processor time (there is no reference to compare with). */
export async function kept(): Promise<Finding[]> {
  using folder = scratchFolder();
  const path = join(folder.path, 'kept.db');
  let memory: number;
  let scrolling: number;
  {
    using opened = openLog(path);
    collectGarbage();
    const before = process.memoryUsage();
    await flood(opened.log, 0, count);
    // Three searches that match everything are the most that is kept in memory.
    for (const text of ['info', 'message', 'level']) await opened.log.rows({ text }, 0, 50);
    scrolling = Math.max(await scroll(opened.log, {}), await scroll(opened.log, { text: 'info' }));
    collectGarbage();
    const after = process.memoryUsage();
    memory = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / count;
  }
  const opening: number[] = [];
  for (let round = 0; round < 5; round++) opening.push(await reopen(path));
  const byMethod = await search(path, { method: 'notifications/message' });
  const byText = await search(path, { text: '999999' });
  const byCommonText = await search(path, { text: 'INFO' });
  const stall = Math.max(byMethod.stall, byText.stall, byCommonText.stall);
  return [
    finding(
      '1,000,000 kept: memory each, with three searches',
      memory,
      60,
      (bytes) => `${bytes.toFixed(0)} bytes`,
    ),
    finding('… reopen and show the last rows', median(opening), 2000, ms),
    finding('… by method, all match', byMethod.took, 100, ms),
    finding('… by text, one matches', byText.took, 1500, ms),
    finding('… by text, all match', byCommonText.took, 1500, ms),
    finding('… longest stall while searching', stall, 50, ms),
    finding('… slowest page of 50 while scrolling', scrolling, 50, ms),
  ];
}
