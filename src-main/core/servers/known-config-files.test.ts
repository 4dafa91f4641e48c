import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findImportable, knownConfigFiles } from './known-config-files.ts';

const pathOf = (program: string, facts: Parameters<typeof knownConfigFiles>[0]): string | undefined =>
  knownConfigFiles(facts).find((file) => file.program === program)?.path;

describe('places', () => {
  test.each([
    ['linux', {}, '/home/a/.config/Claude/claude_desktop_config.json'],
    ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/Claude/claude_desktop_config.json'],
    ['linux', { XDG_CONFIG_HOME: 'x' }, '/home/a/.config/Claude/claude_desktop_config.json'],
    ['darwin', {}, '/home/a/Library/Application Support/Claude/claude_desktop_config.json'],
  ] as const)('Claude Desktop on %s with %o', (platform, env, path) => {
    expect(pathOf('Claude Desktop', { platform, env, home: '/home/a' })).toBe(path);
  });

  test('on Windows', () => {
    const facts = {
      platform: 'win32',
      env: { APPDATA: String.raw`C:\Users\a\AppData\Roaming` },
      home: String.raw`C:\Users\a`,
    } as const;
    expect(pathOf('VS Code', facts)).toBe(String.raw`C:\Users\a\AppData\Roaming\Code\User\mcp.json`);
    expect(pathOf('Cursor', facts)).toBe(String.raw`C:\Users\a\.cursor\mcp.json`);
  });
});

describe('files', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'signalbox-import-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function write(path: string, text: string): string {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
  const find = (taken: string[] = []): ReturnType<typeof findImportable> =>
    findImportable(new Set(taken), { platform: 'linux', env: {}, home });

  test('a machine without any of these programs has nothing to import', () => {
    expect(find()).toEqual([]);
  });

  test('each program’s own shape is read, and a name that is taken is warned of', () => {
    const claude = write(
      '.config/Claude/claude_desktop_config.json',
      '{"mcpServers": {"notes": {"command": "node", "args": ["notes.js"]}}}',
    );
    write('.cursor/mcp.json', '{"mcpServers": {"far": {"url": "https://example.org/mcp"}}}');
    write(
      '.config/Code/User/mcp.json',
      '{ // mine\n"servers": {"git": {"type": "stdio", "command": "uvx", "args": ["mcp-server-git"]}}}',
    );
    write(
      '.config/zed/settings.json',
      '{"context_servers": {"z": {"command": {"path": "npx", "args": ["-y", "z"]}}}}',
    );
    const files = find(['notes']);
    expect(files.map((file) => [file.program, file.candidates.map((one) => one.name)])).toEqual([
      ['Claude Desktop', ['notes']],
      ['Cursor', ['far']],
      ['VS Code', ['git']],
      ['Zed', ['z']],
    ]);
    expect(files[0]?.path).toBe(claude);
    expect(files[0]?.candidates[0]?.warnings).toEqual([expect.stringMatching(/"notes" already/)]);
  });

  test('settings without servers are left out; a broken file says where it is wrong', () => {
    write('.gemini/settings.json', '{"theme": "dark"}');
    write('.claude.json', '');
    write('.config/Code/User/mcp.json', '{"servers": {}}');
    write('.cursor/mcp.json', '{"mcpServers": {');
    expect(find()).toEqual([
      {
        program: 'Cursor',
        path: join(home, '.cursor/mcp.json'),
        candidates: [],
        problem: expect.stringMatching(/line 1/),
      },
    ]);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'a file that may not be read says so',
    () => {
      chmodSync(write('.cursor/mcp.json', '{}'), 0o000);
      expect(find()[0]?.problem).toMatch(/cannot be read/);
    },
  );

  test('a folder in the place of a file is no reason to fail', () => {
    mkdirSync(join(home, '.claude.json'));
    expect(find()).toMatchObject([
      { program: 'Claude Code', problem: expect.stringMatching(/cannot be read/) },
    ]);
  });
});
