import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { createHost } from '../src-main/core/host/host.ts';
import { collectGarbage, measureSelf, tagged, type Figures } from './soak-figures.ts';
import { createMischief, seededRandom } from './soak-mischief.ts';

/**
 * `npm run soak -- --minutes N --seed N [--restarts N]`: ten servers that misbehave in a seeded mix, then that many
 * restarts of one. Ends with exit code 0 only when no process is left and descriptors and memory are steady.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    restarts: { type: 'string', default: '0' },
  },
});
const seed = Number(values.seed);
const duration = Number(values.minutes) * 60_000;

function faulty(name: string, ...args: string[]): ServerDefinition {
  const script = fileURLToPath(new URL(`../src-servers/faulty/${name}.ts`, import.meta.url));
  return {
    command: process.execPath,
    args: [script, ...args],
    signalbox: { callTimeout: 1500, era: 'legacy' },
  };
}

const servers: Record<string, ServerDefinition> = {
  well: faulty('healthy'),
  twin: faulty('healthy'),
  fragile: faulty('crashes-in-call'),
  hung: faulty('hangs-in-call'),
  chatty: faulty('prints-text'),
  torn: faulty('partial-line-then-exit'),
  stubborn: faulty('ignores-shutdown'),
  parent: faulty('grandchild-own-session'),
  flood: faulty('floods-notifications', '300'),
  late: faulty('late-answers', '1800'),
};

const dataDir = mkdtempSync(join(tmpdir(), 'signalbox-soak-'));
const beforeHost = measureSelf();
const host = await createHost({
  shell: 'cli',
  version: '0.0.0',
  dataDir,
  configFiles: [],
  bundledServersDir: undefined,
  node: { command: process.execPath, env: {} },
  transient: servers,
  autostart: true,
  capabilities: { canReveal: false, canOpenLinks: false },
  canAsk: false,
  allowAll: true,
});
const api = host.as('cli');
// Full batches, as a window gets them.
api.listen(() => undefined);
await api.call('settings.change', { trafficLimit: 20_000 });

const mischief = createMischief(api, Object.keys(servers), seededRandom(seed));
const startedAt = performance.now();
const elapsed = (): number => performance.now() - startedAt;
const say = (what: string, figures: Figures): void =>
  console.log(
    `${(elapsed() / 1000).toFixed(0).padStart(5)} s  ${what.padEnd(22)} ${String(figures.descriptors).padStart(4)} descriptors  ${figures.heap.toFixed(1).padStart(7)} MB heap  ${figures.rss.toFixed(0).padStart(5)} MB resident  ${String(figures.zombies)} zombies`,
  );

let warm: Figures | undefined;
const settle = async (): Promise<Figures> => {
  await mischief.quiet();
  collectGarbage();
  return measureSelf();
};
while (elapsed() < duration) {
  await mischief.actFor(Math.min(15_000, Math.max(1000, duration / 8), duration - elapsed()));
  const now = await settle();
  say(`${mischief.done()} acts`, now);
  // The first rounds fill caches and pools.
  if (elapsed() > duration / 4) warm ??= now;
}
const worn = await settle();
say('all quiet', worn);

const problems: string[] = [];
const check = (holds: boolean, problem: string): void => void (holds || problems.push(problem));
if (warm) {
  check(worn.descriptors - warm.descriptors <= 2, `descriptors: ${warm.descriptors} → ${worn.descriptors}`);
  check(worn.heap - warm.heap <= 10, `heap: ${warm.heap.toFixed(1)} → ${worn.heap.toFixed(1)} MB`);
}
check(worn.zombies === 0, `${worn.zombies} zombies`);

const restarts = Number(values.restarts);
if (restarts > 0) {
  await api.call('server.restart', { server: 'well' });
  const before = await settle();
  for (let at = 0; at < restarts; at += 1) await api.call('server.restart', { server: 'well' });
  const after = await settle();
  say(`${restarts} restarts`, after);
  check(
    Math.abs(after.descriptors - before.descriptors) <= 2,
    `restarts: descriptors ${before.descriptors} → ${after.descriptors}`,
  );
  check(
    after.heap - before.heap <= 10,
    `restarts: heap ${before.heap.toFixed(1)} → ${after.heap.toFixed(1)} MB`,
  );
  check(after.zombies === 0, `restarts: ${after.zombies} zombies`);
}

const closedAt = performance.now();
await host.close();
const quit = performance.now() - closedAt;
check(quit <= 8500, `the quit took ${quit.toFixed(0)} ms`);
const left = tagged();
check(left.length === 0, `left over: ${left.join(', ')}`);
collectGarbage();
const end = measureSelf();
say('closed', end);
check(
  end.descriptors - beforeHost.descriptors <= 2,
  `after the quit: descriptors ${beforeHost.descriptors} → ${end.descriptors}`,
);
rmSync(dataDir, { recursive: true, force: true });

console.log(mischief.report());
console.log(
  problems.length === 0
    ? `Soak passed: seed ${seed}, ${values.minutes} min, ${mischief.done()} acts, 0 left over, quit in ${quit.toFixed(0)} ms.`
    : `Soak FAILED: seed ${seed}: ${problems.join('; ')}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
