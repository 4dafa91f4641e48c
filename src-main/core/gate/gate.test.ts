import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Tool } from '#contract/inventory.ts';
import type { Gate } from './gate.ts';
import { echo, createRig, type GateRig } from './gate-rig.ts';

let rig: GateRig;
beforeEach(() => {
  rig = createRig();
});
afterEach(() => rig[Symbol.dispose]());

const failsWith = (code: string): unknown => expect.objectContaining({ code });
const reasons = (gate: Gate): string[] =>
  gate
    .audit(100)
    .map(({ outcome, reason, decision }) => [outcome, reason, decision].filter(Boolean).join(' '));

describe('asking a person', () => {
  test('the prompt shows the exact bytes and the server’s words, and Allow once lets exactly them pass once', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request({ argumentsJson: '{ "text" : "a" }' }));
    expect(rig.asked).toEqual([
      expect.objectContaining({
        server: 'demo',
        tool: 'echo',
        argumentsJson: '{ "text" : "a" }',
        claimed: { description: 'Says it back', hints: {} },
        caller: 'window',
        askedAt: 1_000_000,
      }),
    ]);
    rig.later();
    gate.decide(rig.lastId(), 'allow-once');
    const permit = await call;
    expect(permit).toMatchObject({
      argumentsJson: '{ "text" : "a" }',
      verdict: { outcome: 'allowed', by: 'person' },
    });
    expect(Object.isFrozen(permit)).toBe(true);
    expect(gate.pending()).toEqual([]);
    expect(rig.settled).toEqual([rig.lastId()]);
    expect(gate.grants()).toEqual([]);
    void gate.ask(rig.request()).catch(() => undefined);
    expect(rig.asked).toHaveLength(2);
    gate.close();
  });

  test('Deny stops it, at once, with a sentence', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request());
    gate.decide(rig.lastId(), 'deny');
    await expect(call).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('demo › echo'),
    });
    expect(reasons(gate)).toEqual(['denied person deny']);
  });

  test('an Allow within half a second is too soon and decides nothing', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request());
    rig.clock += 499;
    expect(() => gate.decide(rig.lastId(), 'allow-always')).toThrow(failsWith('too-soon'));
    expect(gate.pending()).toHaveLength(1);
    rig.clock += 1;
    gate.decide(rig.lastId(), 'allow-once');
    await expect(call).resolves.toBeDefined();
  });

  test('a clock that was set back does not lock the prompt', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request());
    rig.clock -= 3_600_000;
    gate.decide(rig.lastId(), 'allow-once');
    await expect(call).resolves.toBeDefined();
  });

  test('one decision per prompt', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request());
    const id = rig.lastId();
    gate.decide(id, 'deny');
    expect(() => gate.decide(id, 'allow-always')).toThrow(failsWith('already-decided'));
    expect(() => gate.decide(id, 'deny')).toThrow(failsWith('already-decided'));
    await expect(call).rejects.toMatchObject({ code: 'denied' });
    expect(gate.grants()).toEqual([]);
  });

  test.each(['', 'x', 'none-1', '__proto__'])('%j was never asked', (id) => {
    expect(() => rig.makeGate().decide(id, 'allow-once')).toThrow(failsWith('unknown-approval'));
  });

  test('a prompt of another run is unknown, not decided', async () => {
    const first = rig.makeGate();
    const call = first.ask(rig.request()).catch(() => undefined);
    const id = rig.lastId();
    first.close();
    await call;
    expect(() => rig.makeGate().decide(id, 'deny')).toThrow(failsWith('unknown-approval'));
  });

  test('readOnlyHint skips nothing', async () => {
    const gate = rig.makeGate();
    const tool: Tool = { ...echo, annotations: { readOnlyHint: true } };
    const call = gate.ask(rig.request({ tool }));
    expect(rig.asked[0]?.claimed.hints).toEqual({ readOnlyHint: true });
    gate.denyAll('demo');
    await expect(call).rejects.toMatchObject({ code: 'denied' });
  });

  test('no clock decides', async () => {
    const gate = rig.makeGate();
    let over = false;
    const call = gate.ask(rig.request()).finally(() => (over = true));
    rig.clock += 10 * 365 * 24 * 3600 * 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(over).toBe(false);
    gate.decide(rig.lastId(), 'deny');
    await expect(call).rejects.toMatchObject({ code: 'denied' });
  });

  test('cancelling takes the prompt away, and a late Allow does nothing', async () => {
    const gate = rig.makeGate();
    const controller = new AbortController();
    const call = gate.ask(rig.request({ signal: controller.signal }));
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    rig.later();
    expect(() => gate.decide(rig.lastId(), 'allow-once')).toThrow(failsWith('already-decided'));
    expect(rig.settled).toEqual([rig.lastId()]);
    expect(reasons(gate)).toEqual(['denied cancelled']);
  });

  test('what is cancelled beforehand is not asked, even when a rule would let it pass', async () => {
    const gate = rig.makeGate();
    await rig.allow(gate, 'allow-session');
    await expect(gate.ask(rig.request({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('the arguments of the last time are shown', async () => {
    const gate = rig.makeGate();
    await rig.allow(gate, 'allow-once', { argumentsJson: '{"text":"before"}' });
    void gate.ask(rig.request()).catch(() => undefined);
    expect(rig.asked.at(-1)?.lastAllowedArgumentsJson).toBe('{"text":"before"}');
    gate.close();
  });

  test('denyAll denies what waits for one server and leaves the others', async () => {
    const gate = rig.makeGate();
    const waiting = [rig.request(), rig.request(), rig.request({ server: 'other' })].map((each) =>
      gate.ask(each),
    );
    const ends = Promise.allSettled(waiting);
    expect(gate.denyAll('demo')).toBe(2);
    expect(gate.pending().map(({ server }) => server)).toEqual(['other']);
    gate.close();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  test('quitting denies what waits and everything after, and the audit says so', async () => {
    const gate = rig.makeGate();
    const call = gate.ask(rig.request());
    gate.close();
    await expect(call).rejects.toMatchObject({ code: 'denied' });
    await expect(gate.ask(rig.request())).rejects.toMatchObject({ code: 'denied' });
    expect(reasons(gate)).toEqual(['denied quit', 'denied quit']);
  });
});

describe('nobody to ask', () => {
  test('the call fails with approval-required', async () => {
    const gate = rig.makeGate({ canAsk: false });
    await expect(gate.ask(rig.request({ caller: 'cli' }))).rejects.toMatchObject({
      code: 'approval-required',
    });
    expect(rig.asked).toEqual([]);
    expect(reasons(gate)).toEqual(['denied no-one-to-ask']);
  });

  test('--allow lets it pass, and the audit says so', async () => {
    const gate = rig.makeGate({ canAsk: false, allowAll: true });
    const permit = await gate.ask(rig.request({ caller: 'cli' }));
    expect(permit.verdict).toEqual({ outcome: 'allowed', by: 'flag' });
    expect(gate.audit(1)).toEqual([
      expect.objectContaining({
        caller: 'cli',
        reason: 'flag',
        outcome: 'allowed',
        argumentsJson: '{"text": "hi"}',
      }),
    ]);
  });

  test('a rule made in the window holds for the command line', async () => {
    await rig.allow(rig.makeGate(), 'allow-always');
    const permit = await rig.makeGate({ canAsk: false }).ask(rig.request({ caller: 'cli' }));
    expect(permit.verdict).toMatchObject({ by: 'rule' });
  });
});
