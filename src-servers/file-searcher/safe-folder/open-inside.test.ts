import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ScratchFolder } from '../testing/scratch-folder.ts';
import { raceTimeoutMs, raceWithSwaps } from '../testing/swapping.ts';
import { openInside, readAtMost } from './open-inside.ts';
import { Refusal } from './refusal.ts';
import { parseRequestedPath } from './requested-path.ts';
import { resolveFolders } from './safe-folder.ts';

async function readIn(root: string, path: string): Promise<string | undefined> {
  const opened = await openInside(parseRequestedPath(resolveFolders([root]), path));
  try {
    return (await readAtMost(opened, 1000))?.toString();
  } finally {
    await opened.handle.close();
  }
}

/** A safe folder with a twin whose name starts the same, and a secret beside both. */
function safeAndSecret(): ScratchFolder {
  return new ScratchFolder({
    'safe/in/a.txt': 'harmless',
    'safe-evil/a.txt': 'SECRET',
    'secret.txt': 'SECRET',
  });
}

describe.skipIf(process.platform === 'win32')('opening inside the safe folder', () => {
  test('reads files, through links that stay inside too', async () => {
    using scratch = safeAndSecret();
    symlinkSync('in/a.txt', scratch.at('safe/file-link'));
    symlinkSync('in', scratch.at('safe/folder-link'));
    symlinkSync('folder-link/a.txt', scratch.at('safe/chain'));
    for (const path of ['in/a.txt', 'file-link', 'folder-link/a.txt', 'chain'])
      expect(await readIn(scratch.at('safe'), path)).toBe('harmless');
  });

  test.each([
    ['a file outside', '../secret.txt'],
    ['a folder with a name that begins alike', '../safe-evil'],
    ['the environment of the process', '/proc/self/environ'],
    ['an endless device', '/dev/zero'],
    ['nothing', 'missing'],
    ['itself', 'link'],
    ['its parent', '..'],
  ])('refuses a link to %s, always with the same words', async (_what, target) => {
    using scratch = safeAndSecret();
    symlinkSync(target, scratch.at('safe/link'));
    symlinkSync('link', scratch.at('safe/chain'));
    const missing = await readIn(scratch.at('safe'), 'not-there').catch((error: unknown) => error);
    for (const path of ['link', 'chain', 'link/a.txt', 'link/secret.txt', 'link/self/environ']) {
      const refusal = await readIn(scratch.at('safe'), path).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toEqual(missing);
    }
  });

  test('refuses folders, the safe folder itself too', async () => {
    using scratch = safeAndSecret();
    for (const path of ['in', '.', 'in/', scratch.at('safe')])
      await expect(readIn(scratch.at('safe'), path)).rejects.toThrow(Refusal);
  });

  test('does not wait for pipes, sockets and devices', async () => {
    using scratch = safeAndSecret();
    execFileSync('mkfifo', [scratch.at('safe/pipe')]);
    const server = createServer().listen(scratch.at('safe/socket'));
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      for (const path of ['pipe', 'socket'])
        await expect(readIn(scratch.at('safe'), path)).rejects.toThrow(Refusal);
    } finally {
      server.close();
    }
  });

  test('reads no more than it was allowed to', async () => {
    using scratch = safeAndSecret();
    truncateSync(scratch.write('safe/huge', ''), 3 * 1024 ** 3);
    expect(await readIn(scratch.at('safe'), 'huge')).toBeUndefined();
    scratch.write('safe/fits', 'x'.repeat(1000));
    expect(await readIn(scratch.at('safe'), 'fits')).toHaveLength(1000);
  });

  test('reads a file that is deleted meanwhile to its end', async () => {
    using scratch = safeAndSecret();
    const opened = await openInside(parseRequestedPath(resolveFolders([scratch.at('safe')]), 'in/a.txt'));
    unlinkSync(scratch.at('safe/in/a.txt'));
    expect((await readAtMost(opened, 1000))?.toString()).toBe('harmless');
    await opened.handle.close();
  });

  test('reads a file whose name ends like the mark of a deleted one', async () => {
    using scratch = new ScratchFolder({ 'safe/a (deleted)': 'harmless' });
    expect(await readIn(scratch.at('safe'), 'a (deleted)')).toBe('harmless');
  });

  test('leaves no descriptor open after refusals', async () => {
    using scratch = safeAndSecret();
    symlinkSync('../secret.txt', scratch.at('safe/link'));
    mkdirSync(scratch.at('safe/folder'));
    const before = openDescriptors();
    for (let n = 0; n < 50; n++)
      for (const path of ['link', 'folder', 'missing'])
        await readIn(scratch.at('safe'), path).catch(() => undefined);
    expect(openDescriptors()).toBeLessThan(before + 20);
  });

  test('never reads outside while a folder is swapped for a link', { timeout: raceTimeoutMs }, async () => {
    using scratch = safeAndSecret();
    scratch.write('outside/a.txt', 'SECRET');
    writeFileSync(scratch.at('safe/in/a.txt'), 'harmless');
    const counts = { harmless: 0, refused: 0 };
    const look = async (): Promise<void> => {
      const text = await readIn(scratch.at('safe'), 'in/a.txt').catch(() => 'refused');
      expect(text).not.toBe('SECRET');
      counts[text === 'refused' ? 'refused' : 'harmless']++;
    };
    await raceWithSwaps(
      scratch.at('safe/in'),
      scratch.at('outside'),
      look,
      () => counts.harmless > 0 && counts.refused > 0,
    );
  });
});

function openDescriptors(): number {
  return process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
}
