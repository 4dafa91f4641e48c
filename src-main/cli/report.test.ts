import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCliRig, faulty, type CliRig } from './cli-rig.ts';

let rig: CliRig;
beforeEach(() => (rig = createCliRig()));
afterEach(() => rig[Symbol.dispose]());

describe('signalbox report', () => {
  test('prints one JSON document about the named server, without its secrets, and starts nothing', async () => {
    const [command, ...args] = faulty('healthy');
    const mine = { command, args: [...args, '--token', 'seeded-token'], env: { API_KEY: 'seeded-key' } };
    const config = join(rig.dir, 'mcp.json');
    writeFileSync(config, JSON.stringify({ mcpServers: { mine, other: { command } } }));
    const ran = await rig.program(['report', 'mine', '--config', config, '--records', '5']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).not.toContain('seeded');
    expect(JSON.parse(ran.out)).toMatchObject({
      product: 'Signalbox',
      shell: 'cli',
      servers: [
        {
          name: 'mine',
          state: { phase: 'stopped' },
          definition: { args: [...args, '--token', '••••'], env: { API_KEY: '••••' } },
          doctor: { server: { name: 'mine' } },
        },
      ],
      traffic: { records: [] },
    });
  });

  test.each([
    [['report', 'nobody'], 'nobody'],
    [['report', 'a', 'b'], 'one server'],
    [['report', '--records', '2001'], '2001'],
  ])('%j is refused with exit code 2', async (words, why) => {
    const ran = await rig.program(words);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(why);
  });
});
