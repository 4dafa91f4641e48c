import { describe, expect, it } from 'vitest';
import type { RpcId } from '#contract/traffic-record.ts';
import { openRig } from './log-rig.ts';

const request = (id: RpcId, method = 'tools/list'): unknown => ({ jsonrpc: '2.0', id, method });
const response = (id: RpcId, result: unknown = {}): unknown => ({ jsonrpc: '2.0', id, result });

describe('requests and responses', () => {
  it('find each other: method, latency, status and position on both', () => {
    using rig = openRig();
    const asked = rig.say('out', request(7), { time: 100.25, caller: 'cli' });
    const answered = rig.say('in', response(7), { time: 112.75 });
    expect(rig.row(asked)).toMatchObject({
      status: 'ok',
      latency: 12.5,
      pair: answered,
      caller: 'cli',
      flags: [],
    });
    expect(rig.row(answered)).toMatchObject({
      status: 'ok',
      latency: 12.5,
      pair: asked,
      method: 'tools/list',
      flags: [],
    });
  });

  it('find each other also when the request is on disk already', () => {
    using rig = openRig();
    const asked = rig.say('out', request(7), { time: 100 });
    rig.log.flush();
    const answered = rig.say('in', response(7), { time: 105 });
    rig.log.flush();
    expect(rig.row(asked)).toMatchObject({ status: 'ok', latency: 5, pair: answered });
    expect(rig.resets).toEqual([]);
  });

  it('carry an error on both', () => {
    using rig = openRig();
    const asked = rig.say('out', request(1));
    const answered = rig.say('in', {
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32601, message: 'No such method' },
    });
    expect(rig.row(asked).status).toBe('error');
    expect(rig.row(answered)).toMatchObject({ status: 'error', summary: '−32601 No such method' });
  });

  it('with one id in both directions stay apart', () => {
    using rig = openRig();
    const ours = rig.say('out', request(1, 'tools/list'));
    const theirs = rig.say('in', request(1, 'roots/list'));
    const toThem = rig.say('out', response(1));
    const toUs = rig.say('in', response(1));
    expect(rig.row(toThem)).toMatchObject({ pair: theirs, method: 'roots/list', flags: [] });
    expect(rig.row(toUs)).toMatchObject({ pair: ours, method: 'tools/list', flags: [] });
  });

  it('with one id in two sessions stay apart', () => {
    using rig = openRig();
    const [one, two] = [rig.log.openSession('a'), rig.log.openSession('a')];
    const first = rig.say('out', request(1, 'tools/list'), { session: one });
    const second = rig.say('out', request(1, 'prompts/list'), { session: two });
    expect(rig.row(rig.say('in', response(1), { session: two }))).toMatchObject({
      pair: second,
      method: 'prompts/list',
    });
    expect(rig.row(rig.say('in', response(1), { session: one }))).toMatchObject({
      pair: first,
      method: 'tools/list',
    });
  });

  it('tell string "1" from number 1, and say that the type is wrong', () => {
    using rig = openRig();
    const asked = rig.say('out', request(1));
    const confused = rig.row(rig.say('in', response('1')));
    expect(confused.flags).toEqual(['unknown-id', 'wrong-id-type']);
    expect(confused.pair).toBeUndefined();
    expect(rig.row(asked).status).toBe('open');
    expect(rig.row(rig.say('in', response(1)))).toMatchObject({ pair: asked, flags: [] });
  });

  it('flag an unknown id, a repeated response, a repeated request and a null id', () => {
    using rig = openRig();
    expect(rig.row(rig.say('in', response(99))).flags).toEqual(['unknown-id']);
    const asked = rig.say('out', request(1));
    const answered = rig.say('in', response(1), { time: 1001 });
    const repeated = rig.row(rig.say('in', { jsonrpc: '2.0', id: 1, error: { code: 1, message: '' } }));
    expect(repeated).toMatchObject({ flags: ['duplicate-id'], pair: asked });
    expect(rig.row(asked)).toMatchObject({ status: 'ok', pair: answered, latency: 1 });
    expect(rig.row(rig.say('out', request(1))).flags).toEqual(['duplicate-id']);
    expect(rig.row(rig.say('in', response(null))).flags).toEqual(['null-id']);
    const nameless = rig.row(rig.say('in', request(null)));
    expect(nameless.flags).toEqual(['null-id']);
    expect(nameless.status).toBeUndefined();
  });

  it('call a response after a cancel late and leave the request cancelled', () => {
    using rig = openRig();
    const asked = rig.say('out', request('x'));
    rig.log.markCancelled(1, 'x', 'in');
    expect(rig.row(asked).status).toBe('open');
    rig.log.markCancelled(1, 'x', 'out');
    expect(rig.row(asked).status).toBe('cancelled');
    expect(rig.row(rig.say('in', response('x')))).toMatchObject({
      flags: ['late'],
      pair: asked,
      status: 'ok',
    });
    expect(rig.row(asked).status).toBe('cancelled');
    rig.log.closeSession(1);
    expect(rig.row(asked).status).toBe('cancelled');
  });

  it('are lost when the session ends first, and the view is told', () => {
    using rig = openRig();
    const asked = rig.say('out', request(1));
    const other = rig.say('out', request(1), { session: 2 });
    rig.log.flush();
    rig.log.closeSession(1);
    rig.log.flush();
    expect(rig.row(asked).status).toBe('lost');
    expect(rig.row(other).status).toBe('open');
    expect(rig.resets).toEqual([{ lastSeq: other, count: 2 }]);
    expect(rig.row(rig.say('in', response(1))).flags).toEqual(['unknown-id']);
  });

  it('are lost when the last run ended without closing anything', () => {
    using rig = openRig();
    const asked = rig.say('out', request(1));
    rig.reopen();
    expect(rig.row(asked).status).toBe('lost');
  });

  it('never have a negative latency', () => {
    using rig = openRig();
    rig.say('out', request(1), { time: 2000 });
    expect(rig.row(rig.say('in', response(1), { time: 1000 })).latency).toBe(0);
  });

  it('give the reading back with what was found', () => {
    using rig = openRig();
    rig.say('out', request(1));
    const entry = {
      session: 1,
      server: 'one',
      time: 0,
      direction: 'in',
      kind: 'invalid',
      bytes: Buffer.from('{}'),
    } as const;
    const reading = rig.log.interpret(rig.log.append(entry), {
      kind: 'response',
      id: 1,
      flags: ['no-jsonrpc'],
    });
    expect(reading).toEqual({ kind: 'response', id: 1, method: 'tools/list', flags: ['no-jsonrpc'] });
    const again = rig.log.interpret(rig.log.append(entry), {
      kind: 'response',
      id: 1,
      flags: ['no-jsonrpc'],
    });
    expect(again.flags).toEqual(['no-jsonrpc', 'duplicate-id']);
  });

  it('end with an error when the answer breaks JSON-RPC', () => {
    using rig = openRig();
    const asked = rig.say('out', request(1));
    const seq = rig.log.append({
      session: 1,
      server: 'one',
      time: 1003,
      direction: 'in',
      kind: 'noise',
      bytes: Buffer.from('{}'),
    });
    rig.log.interpret(seq, { kind: 'invalid', id: 1, isError: false, flags: ['result-and-error'] });
    expect(rig.row(asked)).toMatchObject({ status: 'error', pair: seq, latency: 3 });
    expect(rig.row(seq)).toMatchObject({
      kind: 'invalid',
      flags: ['result-and-error'],
      pair: asked,
      method: 'tools/list',
    });
  });

  it('stay bounded in memory when a server asks without end, and pair the newest', () => {
    using rig = openRig();
    const long = 'i'.repeat(100_000);
    for (let id = 0; id < 40_000; id++) rig.say('in', request(id));
    const asked = rig.say('in', request(long));
    const answered = rig.row(rig.say('out', response(long)));
    expect(answered.pair).toBe(asked);
    expect(answered.id).toHaveLength(300);
    expect(rig.row(rig.say('out', response(39_999))).flags).toEqual([]);
    expect(rig.row(rig.say('out', response(0))).flags).toEqual(['unknown-id']);
  });
});
