import { describe, expect, it } from 'vitest';
import type { Call } from '#contract/call-state.ts';
import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { createCallStore } from './call-store.ts';
import { createRunStore, workOf } from './run-store.ts';

const callOf = (id: string, state: Call['state']): Call => ({
  id,
  server: 'a',
  tool: 't',
  argumentsJson: '{}',
  caller: 'window',
  askedAt: 0,
  state,
});

function made() {
  const asked: string[] = [];
  const calls = createCallStore();
  let next = 1;
  const fake = {
    refuse: false,
    before: undefined as ((id: string) => void) | undefined,
    call: async (command: string, params: { callId?: string }) => {
      asked.push(command);
      if (fake.refuse) throw new HostFailure('server-not-running', 'Start the server first.');
      if (command === 'call.result') return { result: { content: [{ type: 'text', text: params.callId }] } };
      const id = `c${String(next)}`;
      next += 1;
      fake.before?.(id);
      return { call: callOf(id, { phase: 'waiting', approvalId: 'p' }) };
    },
  };
  // A narrow fake: the store calls three commands only.
  const store = createRunStore(fake as unknown as Pick<HostApi, 'call'>, calls);
  return { asked, calls, fake, store };
}

describe('the run store', () => {
  it('keeps a draft for each tool of each server', () => {
    const { store } = made();
    store.setDraft('a', 't', '{"x":1}');
    expect(workOf(store.getState(), 'a', 't').draft).toBe('{"x":1}');
    expect(workOf(store.getState(), 'b', 't').draft).toBeUndefined();
  });

  it('shows the call it started', async () => {
    const { store, calls } = made();
    const running = store.run('a', 't', '{}');
    expect(workOf(store.getState(), 'a', 't').starting).toBe(true);
    await running;
    expect(workOf(store.getState(), 'a', 't')).toMatchObject({ callId: 'c1', starting: false });
    expect(calls.get('c1')?.state.phase).toBe('waiting');
  });

  it('does not put an old state over a newer one that came as an event', async () => {
    const { store, calls, fake } = made();
    fake.before = (id) => calls.changed(callOf(id, { phase: 'done', took: 1, size: 1, isError: false }));
    await store.run('a', 't', '{}');
    expect(calls.get('c1')?.state.phase).toBe('done');
  });

  it('keeps why a call was not taken, until the next one', async () => {
    const { store, fake } = made();
    fake.refuse = true;
    await store.run('a', 't', '{}');
    expect(workOf(store.getState(), 'a', 't').refused?.code).toBe('server-not-running');
    fake.refuse = false;
    await store.run('a', 't', '{}');
    expect(workOf(store.getState(), 'a', 't').refused).toBeUndefined();
  });

  it('fetches a result once, and again after a failure', async () => {
    const { store, asked, fake } = made();
    fake.refuse = true;
    store.wantResult('c9');
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(store.getState().results['c9']).toMatchObject({ phase: 'failed' });
    fake.refuse = false;
    store.wantResult('c9');
    store.wantResult('c9');
    await new Promise((resolve) => setTimeout(resolve, 0));
    store.wantResult('c9');
    expect(store.getState().results['c9']).toMatchObject({ phase: 'here' });
    expect(asked.filter((command) => command === 'call.result')).toHaveLength(2);
  });

  it('keeps only the latest results', async () => {
    const { store } = made();
    for (let i = 0; i < 30; i += 1) store.wantResult(`r${String(i)}`);
    await new Promise((resolve) => setTimeout(resolve, 0));
    const kept = Object.keys(store.getState().results);
    expect(kept.length).toBeLessThanOrEqual(8);
    expect(kept).toContain('r29');
  });
});
