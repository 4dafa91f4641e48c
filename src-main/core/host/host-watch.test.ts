import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { compareTools, differenceInWords } from './compare-tools.ts';
import { createRig, survivors, type HostRig } from './host-rig.ts';
import { watchFiles } from './watch-files.ts';

const minimal = fileURLToPath(new URL('../../../src-servers/faulty/minimal-server.ts', import.meta.url));

/** A server in a folder of its own, as its author edits it. */
function project(tools: string[]): {
  folder: string;
  definition: ServerDefinition;
  write(tools: string[]): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-watch-'));
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'node_modules'));
  const write = (names: string[]): void => {
    const list = names.map((spec) => {
      const [name, description] = spec.split(':');
      return { name, description: description ?? 'none', inputSchema: { type: 'object' } };
    });
    writeFileSync(
      join(folder, 'src/server.mjs'),
      `import { serve } from ${JSON.stringify(minimal)};
      serve((message) => message.method === 'tools/list' ? { tools: ${JSON.stringify(list)} } : undefined);`,
    );
  };
  write(tools);
  return {
    folder,
    write,
    definition: {
      command: process.execPath,
      args: ['src/server.mjs'],
      cwd: folder,
      signalbox: { watch: ['src/**/*.mjs'] },
    },
  };
}

/** Changes a file again and again until the host has heard of it: a watch needs a moment to begin. */
async function untilRestarted(rig: HostRig, change: () => void, seen = 0): Promise<void> {
  const restarts = (): number => rig.events.filter((event) => event.type === 'server.restarted').length;
  for (let attempt = 0; attempt < 15 && restarts() <= seen; attempt += 1) {
    change();
    await delay(1000);
  }
}

test('a changed file starts the server anew and says which tools came, went and changed', async () => {
  const work = project(['keep', 'old', 'edited:before']);
  await using rig = await createRig({ mine: work.definition }, { autostart: true });
  await rig.heard('server.changed', (event) => event.server.state.phase === 'running');
  await untilRestarted(rig, () => work.write(['keep', 'fresh', 'edited:after']));
  const { because, result } = await rig.heard('server.restarted');
  expect(because).toBe(join('src', 'server.mjs'));
  expect(result).toEqual({ outcome: 'running', added: ['fresh'], removed: ['old'], changed: ['edited'] });
  const words = (await rig.rows('lifecycle')).map((row) => row.summary).join('\n');
  expect(words).toContain('src/server.mjs changed');
  expect(words).toContain('1 added (fresh), 1 removed (old), 1 changed (edited)');
  expect(survivors()).toHaveLength(1);

  // A mistake: it does not start, and says so; mended, it is tried again.
  const good = readFileSync(join(work.folder, 'src/server.mjs'), 'utf8');
  writeFileSync(join(work.folder, 'src/server.mjs'), 'throw new Error("half an edit")');
  await rig.heard('server.restarted', (event) => event.result.outcome === 'failed');
  writeFileSync(join(work.folder, 'src/server.mjs'), good);
  await expect
    .poll(() => rig.events.findLast((event) => event.type === 'server.restarted')?.result.outcome, {
      timeout: 10_000,
    })
    .toBe('running');
  rmSync(work.folder, { recursive: true, force: true });
});

test('a server that a person stopped stays stopped whatever changes', async () => {
  const work = project(['one']);
  await using rig = await createRig({ mine: work.definition }, { autostart: true });
  await rig.heard('server.changed', (event) => event.server.state.phase === 'running');
  await untilRestarted(rig, () => work.write(['one', 'two']));
  await rig.api.call('server.stop', { server: 'mine' });
  const before = (await rig.rows('lifecycle')).length;
  work.write(['three']);
  await delay(1200);
  expect(survivors()).toEqual([]);
  expect((await rig.rows('lifecycle')).length).toBe(before);
  rmSync(work.folder, { recursive: true, force: true });
});

test('many writes are one change, and what does not match or is installed is none', async () => {
  const { folder } = project(['one']);
  const heard: string[] = [];
  const watch = watchFiles(
    ['src/**/*.{mjs,json}'],
    folder,
    (file) => heard.push(file),
    (why) => heard.push(why),
  );
  await watch.ready;
  mkdirSync(join(folder, 'src/deep/node_modules'), { recursive: true });
  for (let at = 0; at < 20; at += 1) {
    writeFileSync(join(folder, 'src/notes.txt'), String(at));
    writeFileSync(join(folder, 'src/deep/node_modules/x.mjs'), String(at));
    writeFileSync(join(folder, 'src/a.json'), String(at));
    await delay(10);
  }
  await expect.poll(() => heard).toEqual([join('src', 'a.json')]);
  await delay(500);
  expect(heard).toHaveLength(1);
  await watch.close();
  writeFileSync(join(folder, 'src/a.json'), 'unheard');
  await delay(500);
  expect(heard).toHaveLength(1);
  rmSync(folder, { recursive: true, force: true });
});

test('says what is different about two lists of tools, and when nothing is', () => {
  const tool = (name: string, description: string): Parameters<typeof compareTools>[0][number] => ({
    name,
    description,
    inputSchema: { type: 'object' },
  });
  const before = [tool('a', '1'), tool('b', '1')];
  expect(differenceInWords(compareTools(before, before))).toBe('the tools are the same');
  expect(compareTools(before, [tool('b', '2'), tool('c', '1')])).toEqual({
    added: ['c'],
    removed: ['a'],
    changed: ['b'],
  });
});
