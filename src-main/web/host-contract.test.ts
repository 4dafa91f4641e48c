import { connectHost } from '#contract/connect-host.ts';
import { hostSnapshotSchema, type HostApi, type HostEvent } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { jsonWire } from '#contract/json-wire.ts';
import { serveHost } from '#contract/serve-host.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHost, type Host } from '../core/host/host.ts';
import { createPortWires } from './port-wire.ts';
import { signIn, socketChannel } from './socket-channel.ts';
import { startWeb } from './start-web.ts';

/** One window's way to the host. */
interface Way {
  api: HostApi;
  close: () => Promise<void>;
}

/** The ways that a shell can reach the real host; every sentence below must hold for each of them. */
const ways: Record<string, (host: Host, dataDir: string) => Promise<Way>> = {
  'in the same process': (host) =>
    Promise.resolve({ api: host.as('window'), close: () => Promise.resolve() }),
  'over a message channel': (host) => {
    const [viewEnd, hostEnd] = createPortWires();
    serveHost(hostEnd, host.as('window'), { onProblem: unexpected });
    const api = connectHost(viewEnd, { onProblem: unexpected });
    return Promise.resolve({ api, close: () => Promise.resolve(api.close()) });
  },
  'over a WebSocket': async (host, dataDir) => {
    const rendererDir = join(dataDir, 'renderer');
    mkdirSync(rendererDir, { recursive: true });
    writeFileSync(join(rendererDir, 'index.html'), 'window');
    const shell = await startWeb(host, { port: 0, rendererDir, onProblem: unexpected });
    const api = connectHost(jsonWire(await socketChannel(shell.port, await signIn(shell.url))), {
      onProblem: unexpected,
    });
    return {
      api,
      close: async () => {
        api.close();
        await shell.close();
      },
    };
  },
};

function unexpected(problem: HostFailure): void {
  throw problem;
}

const healthy = fileURLToPath(new URL('../../src-servers/faulty/healthy.ts', import.meta.url));
const exits = fileURLToPath(new URL('../../src-servers/faulty/exits-at-start.ts', import.meta.url));

describe.each(Object.keys(ways))('the host %s', (name) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'signalbox-contract-'));
  let host: Host;
  let way: Way;
  let api: HostApi;
  const events: HostEvent[] = [];

  beforeAll(async () => {
    host = await createHost({
      shell: 'web',
      version: '1.2.3',
      dataDir: join(dataDir, 'data'),
      configFiles: [],
      bundledServersDir: undefined,
      node: { command: process.execPath, env: {} },
      transient: {
        minimal: { command: process.execPath, args: [healthy] },
        broken: { command: process.execPath, args: [exits] },
      },
      autostart: false,
      capabilities: { canReveal: false, canOpenLinks: false },
      canAsk: true,
    });
    const open = ways[name];
    if (!open) throw new Error(`no way ${name}`);
    way = await open(host, dataDir);
    api = way.api;
    api.listen((batch) => events.push(...batch.events));
    await api.call('server.start', { server: 'minimal' });
  });
  afterAll(async () => {
    await way.close();
    await host.close();
    rmSync(dataDir, { recursive: true });
  });
  beforeEach(() => {
    events.length = 0;
  });

  /** Starts a call of `echo` and waits for the prompt. */
  async function askToEcho(text: string): Promise<{ callId: string; approvalId: string }> {
    const { call } = await api.call('call.start', {
      server: 'minimal',
      tool: 'echo',
      argumentsJson: JSON.stringify({ text }),
    });
    const approval = await heard((event) =>
      event.type === 'approval.asked' && event.approval.callId === call.id ? event.approval : undefined,
    );
    return { callId: call.id, approvalId: approval.id };
  }

  async function heard<T>(find: (event: HostEvent) => T | undefined): Promise<T> {
    for (;;) {
      for (const event of events) {
        const found = find(event);
        if (found !== undefined) return found;
      }
      await wait(5);
    }
  }

  it('says what it is and what this shell can do', async () => {
    expect(await api.call('host.describe', {})).toMatchObject({
      shell: 'web',
      version: '1.2.3',
      canOpenLinks: false,
    });
  });

  it('gives a snapshot with the running server', async () => {
    const snapshot = await api.call('host.snapshot', {});
    expect(hostSnapshotSchema.safeParse(snapshot).success).toBe(true);
    const minimal = snapshot.servers.find((server) => server.name === 'minimal');
    expect(minimal?.state.phase).toBe('running');
    expect(snapshot.traffic.count).toBeGreaterThan(0);
  });

  it('lists what the server offers', async () => {
    const inventory = await api.call('server.inventory', { server: 'minimal' });
    expect(inventory.tools.map((tool) => tool.name)).toEqual(['echo', 'sleep']);
  });

  it('runs a tool after a person allowed it, and shows the frames', async () => {
    const { callId, approvalId } = await askToEcho('hello');
    await wait(550);
    await api.call('approval.decide', { id: approvalId, decision: 'allow-once' });
    const { call, result } = await api.call('call.result', { callId });
    expect(result.content).toEqual([{ type: 'text', text: 'hello' }]);
    expect(call).toMatchObject({ caller: 'window', state: { phase: 'done', isError: false } });
    const { rows } = await api.call('traffic.rows', { filter: { method: 'tools/call' }, from: 0, limit: 10 });
    expect(rows.map((row) => [row.direction, row.kind])).toEqual([
      ['out', 'request'],
      ['in', 'response'],
    ]);
    const record = await api.call('traffic.record', { seq: rows[0]?.seq ?? 0, textLimit: 1000 });
    expect(record.text).toContain('"text":"hello"');
  });

  it('fails a call that a person denied, with the code for it', async () => {
    const { callId, approvalId } = await askToEcho('no');
    await api.call('approval.decide', { id: approvalId, decision: 'deny' });
    await expect(api.call('call.result', { callId })).rejects.toMatchObject({ code: 'denied' });
  });

  it('rejects with a HostFailure that has a code and a sentence', async () => {
    const failures = await Promise.all([
      failureOf(api.call('server.start', { server: 'nobody' })),
      failureOf(api.call('call.result', { callId: 'none' })),
      failureOf(api.call('traffic.record', { seq: 999_999_999, textLimit: 1 })),
      failureOf(api.call('rule.revoke', { id: 'none' })),
      failureOf(api.call('approval.decide', { id: 'none', decision: 'deny' })),
    ]);
    expect(failures.map((failure) => failure.code)).toEqual([
      'unknown-server',
      'unknown-call',
      'unknown-record',
      'unknown-rule',
      'unknown-approval',
    ]);
    for (const failure of failures) expect(failure.message).toMatch(/\.$/);
  });

  it('says why a server did not start, with evidence', async () => {
    const failure = await failureOf(api.call('server.start', { server: 'broken' }));
    expect(failure.code).toBe('exited-at-start');
    const state = await heard((event) =>
      event.type === 'server.changed' &&
      event.server.name === 'broken' &&
      event.server.state.phase === 'failed'
        ? event.server.state
        : undefined,
    );
    expect(state).toMatchObject({ error: { code: 'exited-at-start' } });
  });

  it('answers everything after a number with the same events that were announced', async () => {
    const { seq } = await api.call('host.snapshot', {});
    await api.call('settings.change', { theme: 'dark' });
    const announced = await heard((event) => (event.type === 'settings.changed' ? event : undefined));
    const { missed, batch } = await api.call('host.since', { seq });
    expect(missed).toBe(false);
    expect(batch.events).toContainEqual(announced);
    expect((await api.call('host.since', { seq: batch.seq + 100 })).missed).toBe(true);
  });

  it('carries 1 MB of text through a tool unharmed', async () => {
    const text = 'ü🚦\u2028"\\'.repeat(120_000);
    const { callId, approvalId } = await askToEcho(text);
    await wait(550);
    await api.call('approval.decide', { id: approvalId, decision: 'allow-once' });
    const { result } = await api.call('call.result', { callId });
    expect(result.content[0]?.['text'] === text).toBe(true);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<HostFailure> {
  const thrown: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof HostFailure)) throw new Error(`not a HostFailure: ${String(thrown)}`);
  return thrown;
}
