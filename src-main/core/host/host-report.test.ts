import { isStdio } from '#contract/server-definition.ts';
import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRig, decideNext, faulty, installed, type HostRig } from './host-rig.ts';

const everything = installed('@modelcontextprotocol/server-everything/dist/index.js', 'stdio');

const reportSchema = z.object({
  servers: z.array(z.looseObject({ name: z.string() })),
  traffic: z.object({
    matching: z.number(),
    leftOut: z.number(),
    records: z.array(z.looseObject({ seq: z.number(), server: z.string(), text: z.string() })),
  }),
});

async function echo(rig: HostRig, message: string): Promise<void> {
  const started = rig.api.call('call.start', {
    server: 's',
    tool: 'echo',
    argumentsJson: JSON.stringify({ message }),
  });
  await decideNext(rig, 'allow-once');
  await rig.api.call('call.result', { callId: (await started).call.id });
}

describe('the problem report', { timeout: 40_000 }, () => {
  it('holds no seeded secret, wherever it went, and no home folder', async () => {
    const inEnvironment = 'seeded "environment" value';
    const inArgument = 'seeded-in-one-argument';
    const seeds = ['seeded', 'sk-proj-0123456789abcdefghij', homedir()];
    const leaky = faulty(
      'exits-at-start',
      '1',
      `refused ${inArgument} and ${inEnvironment} in ${homedir()}/x`,
    );
    await using rig = await createRig({
      s: {
        ...everything,
        args: [...(isStdio(everything) ? (everything.args ?? []) : []), `--api-key=${inArgument}`],
        env: { MY_API_KEY: inEnvironment, PLAIN_NAME: 'seeded plain value' },
      },
      remote: {
        url: 'http://me:seeded-password@127.0.0.1:9/mcp?access_token=seeded-query',
        headers: { Authorization: 'Bearer seeded-header', Accept: 'text/html' },
      },
      leaky: { ...leaky, env: { OTHER_TOKEN: inEnvironment } },
    });
    await rig.api.call('server.start', { server: 's' });
    for (const [server, code] of [
      ['remote', 'handshake-failed'],
      ['leaky', 'exited-at-start'],
    ] as const)
      await expect(rig.api.call('server.start', { server })).rejects.toMatchObject({ code });
    await echo(
      rig,
      `${inEnvironment}, ${inArgument}, sk-proj-0123456789abcdefghij, ${homedir()}/x, kept-word`,
    );

    for (const server of [undefined, 's', 'remote', 'leaky']) {
      const { text, fileName } = await rig.api.call('report.make', {
        ...(server === undefined ? {} : { server }),
        records: 2000,
      });
      for (const seed of seeds) expect(text).not.toContain(seed);
      expect(fileName).toMatch(/^signalbox-report-[\w-]+\.json$/);
      const report = reportSchema.parse(JSON.parse(text));
      expect(report.servers.map(({ name }) => name)).toEqual(
        server === undefined ? ['s', 'remote', 'leaky'] : [server],
      );
    }
    const own = await rig.api.call('report.make', { server: 's', records: 2000 });
    // What no definition marks as a secret stays: a report must be of use.
    expect(own.text).toContain('kept-word');
    expect(own.text).toContain('~/x');
    expect(JSON.parse(own.text)).toMatchObject({
      product: 'Signalbox',
      version: '0.0.0',
      platform: process.platform,
      node: process.versions.node,
      servers: [
        {
          state: { phase: 'running' },
          definition: { env: { MY_API_KEY: '••••', PLAIN_NAME: '••••' } },
          launch: { commandLine: expect.stringContaining('--api-key=••••') },
          doctor: { healthy: true },
        },
      ],
    });
    const failed = await rig.api.call('report.make', { server: 'leaky', records: 0 });
    expect(JSON.parse(failed.text)).toMatchObject({
      servers: [
        { state: { phase: 'failed', exit: { code: 1, stderrTail: ['refused •••• and •••• in ~/x'] } } },
      ],
      traffic: { records: [] },
    });
  });

  it('holds the latest records of that server, oldest first, long ones cut', async () => {
    await using rig = await createRig({ s: everything, t: faulty('healthy') });
    await rig.api.call('server.start', { server: 's' });
    await echo(rig, 'x'.repeat(100_000));
    await rig.api.call('server.start', { server: 't' });
    const rows = (await rig.rows()).filter(({ server }) => server === 's');
    const { text } = await rig.api.call('report.make', { server: 's', records: 3 });
    const { traffic } = reportSchema.parse(JSON.parse(text));
    expect(traffic).toMatchObject({ matching: rows.length, leftOut: 0 });
    expect(traffic.records.map(({ seq }) => seq)).toEqual(rows.slice(-3).map(({ seq }) => seq));
    const longest = Math.max(...traffic.records.map((record) => record.text.length));
    expect(longest).toBe(16_000);
  });

  it('is refused for a server that does not exist', async () => {
    await using rig = await createRig({});
    await expect(rig.api.call('report.make', { server: 'nobody', records: 1 })).rejects.toMatchObject({
      code: 'unknown-server',
    });
  });
});
