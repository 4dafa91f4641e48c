import { describe, expect, it } from 'vitest';
import { createRig, decideNext, installed } from './host-rig.ts';

const everything = installed('@modelcontextprotocol/server-everything/dist/index.js', 'stdio');

describe('the recorded traffic', { timeout: 40_000 }, () => {
  it('is exported whole, in pages, without the secrets of the definitions', async () => {
    const secret = 'correct horse "battery" staple';
    await using rig = await createRig({ s: { ...everything, env: { MY_API_KEY: secret } } });
    await rig.api.call('server.start', { server: 's' });
    const started = rig.api.call('call.start', {
      server: 's',
      tool: 'echo',
      argumentsJson: JSON.stringify({ message: `it is ${secret}` }),
    });
    await decideNext(rig, 'allow-once');
    const { call } = await started;
    await rig.api.call('call.result', { callId: call.id });

    let text = '';
    let from: number | undefined = 0;
    let matching = 0;
    while (from !== undefined) {
      const page: { text: string; next?: number | undefined; matching: number } = await rig.api.call(
        'traffic.export',
        { filter: {}, from },
      );
      text += page.text;
      ({ next: from, matching } = page);
    }
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(matching);
    expect(text).not.toContain('battery');
    const records = lines.map((line): unknown => JSON.parse(line));
    expect(records).toContainEqual(
      expect.objectContaining({ method: 'tools/call', text: expect.stringContaining('it is ••••') }),
    );
    const only = await rig.api.call('traffic.export', { filter: { method: 'tools/call' }, from: 0 });
    expect(only.text.trimEnd().split('\n')).toHaveLength(2);
  });

  it('sends a tool call again through the gate with the same bytes, by the caller replay', async () => {
    await using rig = await createRig({ s: everything });
    await rig.api.call('server.start', { server: 's' });
    // A number that JavaScript cannot hold must come out as it went in.
    const argumentsJson = '{"a":1.10,"b":12345678901234567890}';
    const first = rig.api.call('call.start', { server: 's', tool: 'get-sum', argumentsJson });
    await decideNext(rig, 'allow-once');
    await rig.api.call('call.result', { callId: (await first).call.id });

    const sent = (await rig.rows('request')).find((row) => row.method === 'tools/call');
    const { call } = await rig.api.call('traffic.resend', { seq: sent?.seq ?? 0 });
    const asked = await rig.heard('approval.asked', ({ approval }) => approval.callId === call?.id);
    expect(asked.approval).toMatchObject({ caller: 'replay', argumentsJson });
    await new Promise((resolve) => setTimeout(resolve, 600));
    await rig.api.call('approval.decide', { id: asked.approval.id, decision: 'allow-once' });
    const { call: done } = await rig.api.call('call.result', { callId: call?.id ?? '' });
    expect(done.state.phase).toBe('done');
    const calls = (await rig.rows('request')).filter((row) => row.method === 'tools/call');
    expect(calls.map((row) => row.caller)).toEqual(['window', 'replay']);
  });

  it('sends another request again at once, and no answer, handshake or unknown record', async () => {
    await using rig = await createRig({ s: everything });
    await rig.api.call('server.start', { server: 's' });
    const before = await rig.rows();
    const list = before.find((row) => row.kind === 'request' && row.method === 'tools/list');
    await rig.api.call('traffic.resend', { seq: list?.seq ?? 0 });
    const lists = (await rig.rows('request')).filter((row) => row.method === 'tools/list');
    expect(lists.at(-1)).toMatchObject({ caller: 'replay', status: 'ok' });

    const handshake = before.find((row) => row.kind === 'request' && row.method === 'initialize');
    for (const row of [handshake, before.find(({ kind }) => kind === 'response')]) {
      await expect(rig.api.call('traffic.resend', { seq: row?.seq ?? 0 })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    await expect(rig.api.call('traffic.resend', { seq: 999_999 })).rejects.toMatchObject({
      code: 'unknown-record',
    });
  });

  it('keeps named arguments for the next start', async () => {
    await using rig = await createRig({});
    const set = { server: 's', tool: 't', name: 'usual', argumentsJson: '{"a":1}' };
    expect(await rig.api.call('arguments.save', set)).toEqual({ sets: [set] });
    const again = await rig.reopen();
    expect(await again.api.call('arguments.list', { server: 's', tool: 't' })).toEqual({ sets: [set] });
    const { argumentsJson: _, ...which } = set;
    expect(await again.api.call('arguments.remove', which)).toEqual({ sets: [] });
    await again.host.close();
  });
});
