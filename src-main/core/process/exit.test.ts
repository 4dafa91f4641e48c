import { describe, expect, test } from 'vitest';
import { startFaulty, startProcess, textOf } from './process-rig.ts';

describe('a process that ends', () => {
  test('at its start: the exit code and what it said on stderr', async () => {
    const rig = await startFaulty('exits-at-start', ['42', "Error: Cannot find module 'express'"]);
    const exit = await rig.process.exited;
    expect(exit).toMatchObject({
      code: 42,
      signal: null,
      stderrTail: ["Error: Cannot find module 'express'"],
    });
    expect(exit.ranFor).toBeGreaterThan(0);
    expect(rig.exits).toEqual([exit]);
    await rig.process.gone;
    expect(await rig.survivors()).toBe(0);
  });

  test('shows the last 20 lines of stderr', async () => {
    const code = 'for (let i = 1; i <= 50; i++) console.error("line " + i); process.exitCode = 1';
    const rig = await startProcess({ command: process.execPath, args: ['-e', code] });
    const { stderrTail } = await rig.process.exited;
    expect(stderrTail).toHaveLength(20);
    expect(stderrTail[0]).toBe('line 31');
    expect(stderrTail[19]).toBe('line 50');
  });

  test.each(['SIGKILL', 'SIGSEGV', 'SIGTERM'])('by %s: the name of the signal', async (signal) => {
    const rig = await startFaulty('killed-by-signal', [signal]);
    rig.call('echo', {});
    expect(await rig.process.exited).toMatchObject({ code: null, signal });
    expect(await rig.survivors()).toBe(0);
  });

  test('in a call: its exit is told at once, with stderr, and nothing can be written', async () => {
    const rig = await startFaulty('crashes-in-call');
    rig.call('echo', {});
    await rig.until(() => rig.seen.has('stderr'));
    const began = performance.now();
    const exit = await rig.process.exited;
    expect(performance.now() - began).toBeLessThan(300);
    expect(exit).toMatchObject({ code: 3, stderrTail: ['panic: the tool fell over'] });
    expect(() => rig.call('echo', {})).toThrow(expect.objectContaining({ code: 'server-exited' }));
    expect(await rig.survivors()).toBe(0);
  });

  test('inside a line: the part is delivered without ending, before the exit', async () => {
    const rig = await startFaulty('partial-line-then-exit', ['start']);
    await rig.process.exited;
    expect(rig.lines).toHaveLength(1);
    expect(rig.lines[0]).toMatchObject({ ending: 'none' });
    expect(textOf(rig.lines[0])).toBe('{"jsonrpc":"2.0","id":1,"res');
  });

  test('loses nothing of what it wrote last, also when nobody was reading', async () => {
    const code = 'require("fs").writeSync(1, "x".repeat(100_000) + "\\nlast\\n")';
    const rig = await startProcess({ command: process.execPath, args: ['-e', code] });
    rig.process.pauseStdout();
    await rig.process.exited;
    expect(rig.lines.map((line) => line.bytes.length)).toEqual([100_000, 4]);
    expect([...rig.seen].at(-1)).toBe('exit');
  });

  test('while it hangs in the handshake is stopped at the end of its input', async () => {
    const rig = await startFaulty('hangs-in-handshake');
    rig.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params: {} });
    await rig.until(() => rig.seen.has('stderr'));
    const exit = await rig.process.stop();
    expect(rig.lines).toEqual([]);
    expect(exit).toMatchObject({ code: 0, stderrTail: ['waiting for something that never comes'] });
    expect(await rig.survivors()).toBe(0);
  });

  test('while it hangs in a call takes other messages meanwhile', async () => {
    const rig = await startFaulty('hangs-in-call');
    rig.call('echo', {}, 1);
    rig.send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } });
    rig.send({ jsonrpc: '2.0', id: 2, method: 'ping' });
    await rig.until(() => rig.lines.length === 1 && rig.seen.has('stderr'));
    expect(textOf(rig.lines[0])).toBe('{"jsonrpc":"2.0","id":2,"result":{}}');
    expect(rig.stderrText()).toBe('cancelled {"requestId":1}\n');
    await rig.process.stop();
    expect(await rig.survivors()).toBe(0);
  });
});

describe('a process that breaks its pipes and lives on', () => {
  test('closing stdin is told at the next write, and further writes fail', async () => {
    const rig = await startFaulty('closes-stdin', ['start']);
    await rig.until(() => rig.stderrText().includes('input closed'));
    const began = performance.now();
    rig.call('echo', {});
    await rig.until(() => rig.seen.has('stdin-closed'));
    expect(performance.now() - began).toBeLessThan(3000);
    expect(() => rig.call('echo', {})).toThrow(expect.objectContaining({ code: 'server-exited' }));
    expect(rig.seen.has('exit')).toBe(false);
    await rig.process.stop();
    expect(await rig.survivors()).toBe(0);
  });

  test('closing stdout is told', async () => {
    const rig = await startFaulty('closes-stdout', ['start']);
    await rig.until(() => rig.seen.has('stdout-closed'));
    expect(rig.seen.has('exit')).toBe(false);
    await rig.process.stop();
    expect(await rig.survivors()).toBe(0);
  });

  test('a plain exit is not told as closed pipes', async () => {
    const rig = await startFaulty('crashes-in-call');
    rig.call('echo', {});
    await rig.process.exited;
    await rig.process.gone;
    await new Promise((done) => setTimeout(done, 250));
    expect([...rig.seen].toSorted()).toEqual(['exit', 'stderr']);
  });

  test('never reading fills a bounded queue, then writing fails', async () => {
    const maxQueuedBytes = 2 * 1024 * 1024;
    const rig = await startFaulty('never-reads', [], { maxQueuedBytes });
    const block = new Uint8Array(256 * 1024).fill(97);
    let written = 0;
    expect(() => {
      for (; written < 100; written += 1) rig.process.write(block);
    }).toThrow(expect.objectContaining({ code: 'stopped-reading' }));
    expect(written).toBeGreaterThan(4);
    expect(rig.process.queuedBytes).toBeLessThanOrEqual(maxQueuedBytes);
    await rig.process.stop();
    expect(await rig.survivors()).toBe(0);
  });
});

describe('stderr', () => {
  test('a flood of 100 MB of binary passes, memory stays bounded, nothing locks up', async () => {
    const rig = await startFaulty('floods-stderr', ['100', 'exit']);
    const before = process.memoryUsage().rss;
    const exit = await rig.process.exited;
    expect(rig.stderrBytes()).toBe(100_000_000 + '\nlast words\n'.length);
    expect(exit).toMatchObject({ code: 7 });
    expect(exit.stderrTail.at(-1)).toBe('last words');
    expect(exit.stderrTail.join('').length).toBeLessThan(20 * 4096 + 1);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});
