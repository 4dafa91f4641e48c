import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/v4';
import { connectPeer, peerKinds, type SdkPeer } from '../serve/testing/sdk-peer.ts';
import { processSchema } from './processes.ts';
import { metricsSchema } from './sampling/metrics.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const logs = mkdtempSync(join(tmpdir(), 'system-monitor-logs-'));
writeFileSync(join(logs, 'app.log'), 'started\n');
writeFileSync(join(logs, 'two words.log'), 'spaces are fine\n');

afterAll(() => rmSync(logs, { recursive: true }));

const contents = z.array(z.object({ uri: z.string(), mimeType: z.string(), text: z.string() }));

describe.concurrent.each(peerKinds)('the official client %s over %s', (kind, transport) => {
  let peer: SdkPeer;
  beforeAll(async () => {
    peer = await connectPeer(kind, transport, main, ['--logs', logs]);
  });
  afterAll(() => peer[Symbol.asyncDispose]());

  test('finds everything and gets what the schemas promise', async () => {
    const { client } = peer;
    expect(client.getInstructions()).toMatch(/terminate_process asks a process to end/u);

    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['get_metrics', 'list_processes', 'terminate_process']);
    for (const tool of tools) {
      expect(tool.title).toBeTruthy();
      expect(tool.outputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.annotations?.destructiveHint).toBe(tool.name === 'terminate_process');
      expect(tool.icons?.[0]?.src).toMatch(/^data:image\/svg\+xml;base64,/u);
    }

    const metrics = await client.callTool({ name: 'get_metrics', arguments: {} });
    expect(metricsSchema.parse(metrics.structuredContent).memory.total_bytes).toBeGreaterThan(0);

    const listed = await client.callTool({ name: 'list_processes', arguments: { sort_by: 'pid', limit: 3 } });
    const page = z
      .object({ processes: z.array(processSchema), total: z.int(), next_cursor: z.string() })
      .parse(listed.structuredContent);
    expect(page.processes).toHaveLength(3);
    const following = await client.callTool({
      name: 'list_processes',
      arguments: { sort_by: 'pid', limit: 3, cursor: page.next_cursor },
    });
    const pids = z.object({ processes: z.array(processSchema) }).parse(following.structuredContent).processes;
    expect(pids[0]?.pid).toBeGreaterThan(page.processes[2]?.pid ?? Number.POSITIVE_INFINITY);
  });

  test('reads every resource and template, as JSON and as text', async () => {
    const { client } = peer;
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'system://metrics',
      'system://metrics/history',
      'system://processes',
      'system://logs/app.log',
      'system://logs/two%20words.log',
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'system://processes/{pid}',
      'system://logs/{filename}',
    ]);

    for (const uri of ['system://metrics', 'system://metrics/history', 'system://processes']) {
      const read = contents.parse((await client.readResource({ uri })).contents);
      expect(read.map(({ mimeType }) => mimeType)).toEqual(['application/json', 'text/plain']);
      expect(JSON.parse(read[0]?.text ?? '')).toBeTypeOf('object');
    }
    const one = contents.parse(
      (await client.readResource({ uri: `system://processes/${process.pid}` })).contents,
    );
    expect(processSchema.parse(JSON.parse(one[0]?.text ?? '')).pid).toBe(process.pid);
    const log = contents.parse(
      (await client.readResource({ uri: 'system://logs/two%20words.log' })).contents,
    );
    expect(log[0]).toMatchObject({ mimeType: 'text/plain', text: 'spaces are fine\n' });
    await expect(client.readResource({ uri: 'system://logs/..%2Fapp.log' })).rejects.toThrow(
      /not the name of a log/u,
    );
    await expect(client.readResource({ uri: 'system://processes/0' })).rejects.toThrow(/no process 0/u);
  });

  test('gets the checkup prompt, with the processes only when detailed, and completion', async () => {
    const { client } = peer;
    const brief = await client.getPrompt({ name: 'system_checkup' });
    expect(brief.messages.map(({ content }) => content.type)).toEqual(['text']);
    const detailed = await client.getPrompt({ name: 'system_checkup', arguments: { detailed: 'true' } });
    expect(detailed.messages.map(({ content }) => content.type)).toEqual(['text', 'resource']);
    expect(detailed.messages[1]?.content).toMatchObject({ resource: { uri: 'system://processes' } });

    const choice = await client.complete({
      ref: { type: 'ref/prompt', name: 'system_checkup' },
      argument: { name: 'detailed', value: 't' },
    });
    expect(choice.completion.values).toEqual(['true']);
    const pid = await client.complete({
      ref: { type: 'ref/resource', uri: 'system://processes/{pid}' },
      argument: { name: 'pid', value: String(process.pid) },
    });
    expect(pid.completion.values).toContain(String(process.pid));
    const file = await client.complete({
      ref: { type: 'ref/resource', uri: 'system://logs/{filename}' },
      argument: { name: 'filename', value: 'two' },
    });
    expect(file.completion.values).toEqual(['two words.log']);
  });

  test('hears of a watched process that ended, and ends one', async () => {
    const victim = spawn('sleep', ['600'], { stdio: 'ignore' });
    const ended = once(victim, 'exit');
    const uri = `system://processes/${victim.pid}`;
    await peer.client.readResource({ uri });
    const heard = Promise.withResolvers<void>();
    await peer.watch(uri, heard.resolve);
    // Announced is a difference between two looks; the first, at the subscription, has to see it alive.
    await new Promise((resolve) => setTimeout(resolve, 700));
    const result = await peer.client.callTool({ name: 'terminate_process', arguments: { pid: victim.pid } });
    expect(result.structuredContent).toMatchObject({
      pid: victim.pid,
      name: 'sleep',
      signal: 'SIGTERM',
      gone: true,
    });
    expect(await ended).toEqual([null, 'SIGTERM']);
    await heard.promise;
  });
});
