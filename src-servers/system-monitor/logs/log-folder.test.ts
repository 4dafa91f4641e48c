import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { RawPeer } from '../../serve/testing/raw-peer.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'system-monitor-raw-'));
const logs = join(folder, 'logs');
mkdirSync(logs);
writeFileSync(join(folder, 'secret.txt'), 'outside');
writeFileSync(join(logs, 'a.log'), `${'x'.repeat(300 * 1024)}END\n`);
writeFileSync(join(logs, 'packed.gz'), Buffer.from([31, 139, 0, 0, 1]));
symlinkSync(join(folder, 'secret.txt'), join(logs, 'link.log'));
symlinkSync('/dev/zero', join(logs, 'zero.log'));

afterAll(() => rmSync(folder, { recursive: true }));

describe('the log folder', () => {
  const readLog = async (peer: RawPeer, name: string): Promise<unknown> => {
    const { result, error } = await peer.request('resources/read', { uri: `system://logs/${name}` });
    return result ?? error;
  };

  test('gives the end of a long file, bytes that are no text as a blob, and nothing outside itself', async () => {
    await using peer = new RawPeer([main, '--logs', logs]);
    await peer.initialize();
    expect(await readLog(peer, 'a.log')).toMatchObject({
      contents: [{ text: expect.stringMatching(/^\[the last 256\.0 KiB of 300\.0 KiB\]\nx+END\n$/u) }],
    });
    expect(await readLog(peer, 'packed.gz')).toMatchObject({ contents: [{ blob: 'H4sAAAE=' }] });
    for (const name of [
      'link.log',
      'zero.log',
      '..%2Fsecret.txt',
      '%2Fetc%2Fpasswd',
      '..',
      '.',
      '%00',
      'x'.repeat(4_097),
    ]) {
      const answer = JSON.stringify(await readLog(peer, name));
      expect(answer).toMatch(/no log file|not the name|not found/u);
      expect(answer).not.toContain('outside');
      expect(answer).not.toContain(folder);
    }
  });

  test('that was not given is said to be missing', async () => {
    await using peer = new RawPeer([main]);
    await peer.initialize();
    expect(await readLog(peer, 'a.log')).toMatchObject({
      message: expect.stringMatching(/start the server with --logs/u),
    });
  });

  test('with 250 files is listed in pages', async () => {
    const many = mkdtempSync(join(folder, 'many-'));
    for (let index = 0; index < 250; index += 1) writeFileSync(join(many, `${index}.log`), '');
    await using peer = new RawPeer([main, '--logs', many]);
    await peer.initialize();
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { result } = await peer.request('resources/list', cursor === undefined ? {} : { cursor });
      const page = result as { resources: { uri: string }[]; nextCursor?: string };
      seen.push(...page.resources.map(({ uri }) => uri));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== undefined);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(253);
  });
});
