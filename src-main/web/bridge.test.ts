import { connectHost, type HostConnection } from '#contract/connect-host.ts';
import { commands, type EventBatch } from '#contract/host-contract.ts';
import { HostFailure, hostErrorCodes } from '#contract/host-error.ts';
import { serveHost } from '#contract/serve-host.ts';
import { downMessageSchema } from '#contract/wire.ts';
import * as fc from 'fast-check';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createPortWires } from './port-wire.ts';
import { createSmallHost, type SmallHost } from './small-host.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

function bridge(answers: Parameters<typeof createSmallHost>[0]): {
  host: SmallHost;
  api: HostConnection;
  problems: HostFailure[];
  closeHostEnd: () => void;
} {
  const host = createSmallHost(answers);
  const problems: HostFailure[] = [];
  const [viewEnd, hostEnd] = createPortWires();
  serveHost(hostEnd, host, { onProblem: (problem) => problems.push(problem) });
  const api = connectHost(viewEnd, { onProblem: (problem) => problems.push(problem) });
  open.push(api);
  return { host, api, problems, closeHostEnd: () => hostEnd.close() };
}

/** Only the raw end: what a script in the window could send. */
function rawBridge(answers: Parameters<typeof createSmallHost>[0]): {
  say: (message: unknown) => void;
  heard: unknown[];
  problems: HostFailure[];
} {
  const problems: HostFailure[] = [];
  const heard: unknown[] = [];
  const [viewEnd, hostEnd] = createPortWires();
  serveHost(hostEnd, createSmallHost(answers), { onProblem: (problem) => problems.push(problem) });
  viewEnd.onMessage((message) => heard.push(message));
  open.push(viewEnd);
  return { say: (message) => viewEnd.send(message), heard, problems };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await wait(2);
}

async function failureOf(promise: Promise<unknown>): Promise<HostFailure> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof HostFailure)) throw new Error(`not a HostFailure: ${String(thrown)}`);
  return thrown;
}

describe('the bridge', () => {
  it('carries a command down and its result up, frozen', async () => {
    const { api, host } = bridge({ 'server.duplicate': () => ({ name: 'copy' }) });
    const result = await api.call('server.duplicate', { server: 'one' });
    expect(result).toEqual({ name: 'copy' });
    expect(Object.isFrozen(result)).toBe(true);
    expect(host.asked).toEqual([{ command: 'server.duplicate', params: { server: 'one' } }]);
  });

  it('carries a failure up with its code, sentence, JSON-RPC error and evidence', async () => {
    const { api } = bridge({
      'server.start': () => {
        throw new HostFailure('exited-at-start', 'It ended with code 3.', {
          rpc: { code: -32_000, data: { deep: [1] } },
          evidence: ['last line'],
        });
      },
    });
    const failure = await failureOf(api.call('server.start', { server: 'one' }));
    expect(failure.toHostError()).toEqual({
      code: 'exited-at-start',
      message: 'It ended with code 3.',
      rpc: { code: -32_000, data: { deep: [1] } },
      evidence: ['last line'],
    });
  });

  it('refuses wrong parameters before anything is sent, and an unknown command', async () => {
    const { api, host } = bridge({});
    // The types forbid these; a view built against another version could still send them.
    const wrong = { server: 7 } as unknown as { server: string };
    expect((await failureOf(api.call('server.start', wrong))).code).toBe('bad-request');
    const surplus = { server: 'one', extra: 1 };
    expect((await failureOf(api.call('server.start', surplus))).code).toBe('bad-request');
    const unknown = 'constructor' as 'server.start';
    expect((await failureOf(api.call(unknown, { server: 'one' }))).code).toBe('unknown-command');
    expect(host.asked).toEqual([]);
  });

  it('answers a result that breaks the contract with a typed failure and tells the problem', async () => {
    const { api, problems } = bridge({ 'server.duplicate': () => ({ name: 5 }) });
    const failure = await failureOf(api.call('server.duplicate', { server: 'one' }));
    expect(failure.code).toBe('internal');
    expect(failure.evidence?.join()).toContain('name');
    expect(problems).toHaveLength(1);
  });

  it('keeps keys that are not in the contract from crossing', async () => {
    const { api } = bridge({ 'server.duplicate': () => ({ name: 'copy', secret: 'x' }) });
    expect(await api.call('server.duplicate', { server: 'one' })).toEqual({ name: 'copy' });
  });

  it('forwards events, and a bad event costs only itself', async () => {
    const { api, host, problems } = bridge({});
    const heard: EventBatch[] = [];
    const stop = api.listen((batch) => heard.push(batch));
    // One event of a later version among two that this side knows.
    const strange = { type: 'server.exploded' } as unknown as EventBatch['events'][number];
    host.announce({
      seq: 3,
      events: [{ type: 'server.removed', name: 'a' }, strange, { type: 'approval.settled', id: '1' }],
    });
    await until(() => heard.length === 1);
    expect(heard[0]).toEqual({
      seq: 3,
      events: [
        { type: 'server.removed', name: 'a' },
        { type: 'approval.settled', id: '1' },
      ],
    });
    expect(problems).toHaveLength(1);
    stop();
    host.announce({ seq: 4, events: [] });
    await api.call('server.stop', { server: 'one' });
    expect(heard).toHaveLength(1);
  });

  it('goes on when a listener throws', async () => {
    const { api, host, problems } = bridge({});
    let heard = 0;
    api.listen(() => {
      throw new Error('a mistake in the view');
    });
    api.listen(() => {
      heard += 1;
    });
    host.announce({ seq: 1, events: [] });
    await until(() => heard === 1);
    expect(problems.map((problem) => problem.code)).toEqual(['internal']);
  });

  it('rejects everything that waits with connection-lost when the other end closes', async () => {
    const { api, host, closeHostEnd } = bridge({ 'call.result': 'never', 'resource.read': 'never' });
    const waiting = [
      failureOf(api.call('call.result', { callId: '1' })),
      failureOf(api.call('resource.read', { server: 'a', uri: 'b:c' })),
    ];
    await until(() => host.asked.length === 2);
    closeHostEnd();
    expect((await Promise.all(waiting)).map((failure) => failure.code)).toEqual([
      'connection-lost',
      'connection-lost',
    ]);
    expect((await failureOf(api.call('host.describe', {}))).code).toBe('connection-lost');
    await until(() => host.listening() === 0);
    expect(host.cancelled).toEqual([]);
  });

  it('cancels by signal: at once here, and in the host', async () => {
    const { api, host } = bridge({ 'resource.read': 'never' });
    const controller = new AbortController();
    const waiting = failureOf(
      api.call('resource.read', { server: 'a', uri: 'b:c' }, { signal: controller.signal }),
    );
    await until(() => host.asked.length === 1);
    controller.abort();
    expect((await waiting).code).toBe('cancelled');
    await until(() => host.cancelled.length === 1);
    const late = api.call('resource.read', { server: 'a', uri: 'b:c' }, { signal: controller.signal });
    expect((await failureOf(late)).code).toBe('cancelled');
    expect(host.asked).toHaveLength(1);
  });

  it('carries a result of 10 MB and 20,000 objects whole', async () => {
    const structuredContent = Array.from({ length: 20_000 }, (_, index) => ({
      index,
      text: 'x'.repeat(480),
    }));
    const { api } = bridge({
      'call.result': () => ({
        call: {
          id: '1',
          server: 'a',
          tool: 't',
          argumentsJson: '{}',
          caller: 'window',
          askedAt: 0,
          state: { phase: 'done', took: 1, size: 10_000_000, isError: false },
        },
        result: { content: [], structuredContent },
      }),
    });
    const { result } = await api.call('call.result', { callId: '1' });
    expect(result.structuredContent).toHaveLength(20_000);
  });
});

describe('a hostile view', () => {
  it('gets a typed answer to what has an id, and silence for the rest', async () => {
    const { say, heard, problems } = rawBridge({});
    say('garbage');
    say({ type: 'call', id: 1, command: '__proto__', params: {} });
    say({ type: 'call', id: 2, command: 'host.describe', params: {}, caller: 'cli' });
    say({ type: 'call', id: 3, command: 'server.start', params: JSON.parse('{"__proto__":{"server":"a"}}') });
    say({ type: 'cancel', id: 99 });
    await until(() => heard.length === 3);
    const codes = new Map(
      heard.map((message) => {
        const down = downMessageSchema.parse(message);
        return down.type === 'error' ? [down.id, down.error.code] : [0, 'internal'];
      }),
    );
    expect(Object.fromEntries(codes)).toEqual({ 1: 'unknown-command', 2: 'bad-request', 3: 'bad-request' });
    expect(problems.length).toBeGreaterThanOrEqual(3);
  });

  it('cannot use an id twice while the first call runs', async () => {
    const { say, heard } = rawBridge({ 'call.result': 'never' });
    say({ type: 'call', id: 1, command: 'call.result', params: { callId: 'a' } });
    say({ type: 'call', id: 1, command: 'call.result', params: { callId: 'b' } });
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ type: 'error', id: 1, error: { code: 'bad-request' } });
  });

  it('never brings the host down, whatever it sends (fuzz)', async () => {
    const names = [...Object.keys(commands), 'constructor', 'toString', '__proto__', ''];
    const anything = fc.anything({ withNullPrototype: true, withBigInt: false, maxDepth: 3 });
    const message = fc.oneof(
      anything,
      fc.record({
        type: fc.constantFrom('call', 'cancel', 'result', 'events'),
        id: fc.oneof(fc.integer(), anything),
        command: fc.oneof(fc.constantFrom(...names), fc.string()),
        params: anything,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
        const { say, heard } = rawBridge({ 'host.describe': () => ({ product: 'x' }) });
        for (const one of messages) say(one);
        say({ type: 'call', id: 123_456_789, command: 'traffic.clear', params: {} });
        await until(() =>
          heard.some((raw) => {
            const down = downMessageSchema.parse(raw);
            if (down.type === 'error') expect(hostErrorCodes).toContain(down.error.code);
            return down.type === 'result' && down.id === 123_456_789;
          }),
        );
      }),
      { numRuns: 200 },
    );
  });
});
