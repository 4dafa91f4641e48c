import { describe, expect, test } from 'vitest';
import { parseJsonLine } from './parse-json.ts';
import { startFaulty, textOf, type ProcessRig } from './process-rig.ts';

async function afterCall(rig: ProcessRig, lines: number, args: Record<string, unknown> = {}): Promise<void> {
  rig.call('echo', args);
  await rig.until(() => rig.lines.length >= lines);
}

async function end(rig: ProcessRig): Promise<void> {
  await rig.process.stop();
  expect(await rig.survivors()).toBe(0);
}

describe('a server that misuses stdout', () => {
  test('prints text: the exact bytes come as lines of their own, messages go on', async () => {
    const rig = await startFaulty('prints-text');
    await afterCall(rig, 3, { text: 'still works' });
    expect(rig.lines.slice(0, 2).map(textOf)).toEqual([
      'Server listening on stdio…',
      'DEBUG: calling a tool',
    ]);
    expect(rig.lines.map((line) => parseJsonLine(line.bytes).ok)).toEqual([false, false, true]);
    await end(rig);
  });

  test('prints text without newline: it can be seen while it waits', async () => {
    const rig = await startFaulty('text-before-message', ['only']);
    rig.call('echo', {});
    await rig.until(() => rig.splitter.pendingBytes > 0);
    expect(textOf({ bytes: rig.splitter.pending(7), time: 0, ending: 'none' })).toBe('Loading');
    expect(rig.lines).toEqual([]);
    await end(rig);
  });

  test('prints text without newline in front of a message: the message inside is found', async () => {
    const rig = await startFaulty('text-before-message');
    await afterCall(rig, 1);
    expect(parseJsonLine(rig.lines[0]?.bytes ?? new Uint8Array())).toMatchObject({
      ok: false,
      problem: 'not-json',
      flags: ['text-before-message'],
      inside: { jsonrpc: '2.0', id: 7 },
    });
    await end(rig);
  });

  test('ends lines with CRLF, sends blank lines and a byte-order mark', async () => {
    const rig = await startFaulty('odd-line-endings');
    await afterCall(rig, 2);
    expect(rig.lines.map((line) => line.ending)).toEqual(['crlf', 'crlf']);
    const [message, blank] = rig.lines.map((line) => parseJsonLine(line.bytes));
    expect(message).toMatchObject({ ok: true, value: { id: 7 }, flags: ['byte-order-mark'] });
    expect(blank).toMatchObject({ ok: false, problem: 'not-json', flags: ['blank-line'] });
    await end(rig);
  });

  test('splits multibyte characters: the text is identical', async () => {
    const rig = await startFaulty('splits-characters');
    const text = 'größer → 🚦 信号';
    await afterCall(rig, 1, { text });
    expect(parseJsonLine(rig.lines[0]?.bytes ?? new Uint8Array())).toMatchObject({
      ok: true,
      value: { result: { content: [{ text }] } },
      flags: [],
    });
    await end(rig);
  });

  test('sends invalid UTF-8: flagged, and the bytes are kept', async () => {
    const rig = await startFaulty('invalid-utf8');
    await afterCall(rig, 1);
    const bytes = rig.lines[0]?.bytes ?? new Uint8Array();
    expect(parseJsonLine(bytes)).toMatchObject({ ok: true, flags: ['invalid-utf8'] });
    expect([...bytes.subarray(bytes.indexOf(0xff), bytes.indexOf(0xff) + 2)]).toEqual([0xff, 0xfe]);
    await end(rig);
  });

  test('sends 11 MB in one line: delivered whole', async () => {
    const rig = await startFaulty('big-line', ['11']);
    await afterCall(rig, 1);
    expect(rig.lines[0]?.oversize).toBeUndefined();
    const parsed = parseJsonLine(rig.lines[0]?.bytes ?? new Uint8Array());
    expect(parsed).toMatchObject({ ok: true, value: { id: 7 } });
    expect(rig.lines[0]?.bytes.length).toBeGreaterThan(11_000_000);
    await end(rig);
  });

  test('sends 100 MB in one line: clipped, spooled to the last byte, and the server lives', async () => {
    let spooled = 0;
    const rig = await startFaulty('big-line', ['100'], {
      split: { spool: (chunk) => (spooled += chunk.length) },
    });
    let longestStall = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestStall = Math.max(longestStall, performance.now() - last);
      last = performance.now();
    }, 5);
    await afterCall(rig, 1);
    clearInterval(timer);
    expect(longestStall).toBeLessThan(300);
    expect(rig.lines[0]?.bytes.length).toBe(64 * 1024);
    expect(rig.lines[0]?.oversize?.size).toBe(spooled);
    expect(spooled).toBeGreaterThan(100_000_000);
    rig.send({ jsonrpc: '2.0', id: 8, method: 'ping' });
    await rig.until(() => rig.lines.length === 2);
    expect(textOf(rig.lines[1])).toBe('{"jsonrpc":"2.0","id":8,"result":{}}');
    await end(rig);
  });

  test('sends JSON nested 200,000 deep: said, not parsed, nothing throws', async () => {
    const rig = await startFaulty('deep-json', ['200000']);
    await afterCall(rig, 1);
    const parsed = parseJsonLine(rig.lines[0]?.bytes ?? new Uint8Array());
    expect(parsed).toEqual({ ok: false, problem: 'too-deep', flags: ['too-deep'] });
    await end(rig);
  });
});

test('back-pressure reaches the server: paused, it is not read; resumed, nothing is missing', async () => {
  const rig = await startFaulty('big-line', ['30']);
  rig.process.pauseStdout();
  rig.call('echo', {});
  await new Promise((done) => setTimeout(done, 700));
  expect(rig.splitter.pendingBytes).toBe(0);
  rig.process.resumeStdout();
  await rig.until(() => rig.lines.length === 1);
  expect(rig.lines[0]?.bytes.length).toBeGreaterThan(30_000_000);
  await end(rig);
});
