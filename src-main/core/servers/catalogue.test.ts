import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StdioDefinition } from '#contract/server-definition.ts';
import { createCatalogue, type Catalogue, type CatalogueOptions } from './catalogue.ts';

const bundled: Record<string, StdioDefinition> = {
  'system-monitor': { command: '/opt/node', args: ['/opt/system-monitor.js'], env: { RUN: '1' } },
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-catalogue-'));
  file = join(folder, 'servers.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Plain files; a bad one is reported as storage does it. */
const files: CatalogueOptions['files'] = {
  read(path, parse) {
    if (!existsSync(path)) return { value: undefined };
    try {
      return { value: parse(readFileSync(path, 'utf8')) };
    } catch (error) {
      return { value: undefined, notice: String(error) };
    }
  },
  write: (path, text) => writeFileSync(path, text),
};

const open = (more: Partial<CatalogueOptions> = {}): Catalogue =>
  createCatalogue({ file, configFiles: [], bundled, files, ...more });
const config = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const onDisk = (): unknown => JSON.parse(readFileSync(file, 'utf8'));
const failsWith = (code: string, message?: RegExp): unknown =>
  expect.objectContaining({ code, ...(message ? { message: expect.stringMatching(message) } : {}) });

describe('bundled servers', () => {
  test('are there without a file, which is not made', () => {
    expect(open().list()).toEqual([
      { name: 'system-monitor', source: 'bundled', definition: bundled['system-monitor'], enabled: true },
    ]);
    expect(existsSync(file)).toBe(false);
  });

  test('are disabled by an entry of their name that holds nothing else', () => {
    open().enable('system-monitor', false);
    expect(onDisk()).toEqual({
      mcpServers: { 'system-monitor': { signalbox: { bundled: true, enabled: false } } },
    });
    expect(open().get('system-monitor')).toMatchObject({ source: 'bundled', enabled: false });
    open().enable('system-monitor', true);
    expect(open().get('system-monitor')?.enabled).toBe(true);
  });

  test('keep added arguments and environment, and follow the product when it moves', () => {
    const definition = {
      ...bundled['system-monitor'],
      command: '/opt/node',
      args: ['/opt/system-monitor.js', '--logs', '/var/log'],
      env: { RUN: '1', MORE: '2' },
      signalbox: { callTimeout: 5 },
    };
    open().edit('system-monitor', 'system-monitor', definition);
    expect(onDisk()).toEqual({
      mcpServers: {
        'system-monitor': {
          args: ['--logs', '/var/log'],
          env: { MORE: '2' },
          signalbox: { bundled: true, callTimeout: 5 },
        },
      },
    });
    const moved = { 'system-monitor': { command: '/new/node', args: ['/new/s.js'] } };
    expect(open({ bundled: moved }).get('system-monitor')?.definition).toEqual({
      command: '/new/node',
      args: ['/new/s.js', '--logs', '/var/log'],
      env: { MORE: '2' },
      signalbox: { callTimeout: 5 },
    });
  });

  test('cannot be removed, renamed or made to start something else', () => {
    const catalogue = open();
    expect(() => catalogue.remove('system-monitor')).toThrow(failsWith('bad-request', /Disable it/));
    expect(() =>
      catalogue.edit('system-monitor', 'x', { command: '/opt/node', args: ['/opt/system-monitor.js'] }),
    ).toThrow(failsWith('bad-definition'));
    expect(() => catalogue.edit('system-monitor', 'system-monitor', { command: 'evil' })).toThrow(
      failsWith('bad-definition'),
    );
    writeFileSync(file, '{"mcpServers":{"system-monitor":{"command":"evil","signalbox":{"bundled":true}}}}');
    expect(open().get('system-monitor')?.definition).toMatchObject({ command: '/opt/node' });
  });

  test('go on without changes that cannot be used, and it is said', () => {
    writeFileSync(file, '{"mcpServers":{"system-monitor":{"args":{},"signalbox":{"bundled":true}}}}');
    const catalogue = open();
    expect(catalogue.get('system-monitor')?.definition).toEqual(bundled['system-monitor']);
    expect(catalogue.notices).toEqual([expect.stringMatching(/system-monitor/)]);
  });
});

describe('configured servers', () => {
  test('are added, edited under a new name in the same place, duplicated and removed', () => {
    const catalogue = open({ bundled: {} });
    catalogue.add('a', { command: 'node', args: ['a.js'] });
    catalogue.add('b', { url: 'https://example.com/mcp' });
    catalogue.edit('a', 'A', { command: 'node', args: ['b.js'] });
    expect(catalogue.duplicate('A')).toBe('A copy');
    expect(catalogue.duplicate('A')).toBe('A copy 2');
    expect(
      open({ bundled: {} })
        .list()
        .map(({ name }) => name),
    ).toEqual(['A', 'b', 'A copy', 'A copy 2']);
    const removed = catalogue.remove('A');
    expect(removed).toEqual({ command: 'node', args: ['b.js'] });
    catalogue.add('A', removed);
    expect(catalogue.get('A')?.definition).toEqual(removed);
  });

  test.each(['a', 'system-monitor'])('a name that exists (%s) is refused', (name) => {
    const catalogue = open();
    catalogue.add('a', { command: 'node' });
    catalogue.add('b', { command: 'node' });
    expect(() => catalogue.add(name, { command: 'x' })).toThrow(failsWith('name-taken'));
    expect(() => catalogue.edit('b', name, { command: 'x' })).toThrow(failsWith('name-taken'));
  });

  test.each(['__proto__', 'constructor', '', 'a\nb'])('the name %j is refused', (name) => {
    expect(() => open().add(name, { command: 'x' })).toThrow(failsWith('bad-definition'));
  });

  test('a file with comments, trailing commas and unknown keys is read, and they stay', () => {
    const text = `{
  // mine
  "mcpServers": {
    "a": { "command": "node", /* why */ "args": ["x"], "mine": [1], },
  },
  "other": true,
}
`;
    writeFileSync(file, text);
    const catalogue = open({ bundled: {} });
    catalogue.edit('a', 'a', { command: 'deno', args: ['x'] });
    expect(readFileSync(file, 'utf8')).toBe(text.replace('"node"', '"deno"'));
    catalogue.enable('a', false);
    const after = readFileSync(file, 'utf8');
    for (const kept of ['// mine', '/* why */', '"mine": [', '"other": true']) expect(after).toContain(kept);
    expect(open({ bundled: {} }).get('a')).toMatchObject({ enabled: false, definition: { mine: [1] } });
  });

  test('one entry that cannot be used takes no other away, and says why when asked for', () => {
    writeFileSync(file, '{"mcpServers":{"bad":{"args":[]},"worse":5,"good":{"command":"x"}}}');
    const catalogue = open({ bundled: {} });
    expect(catalogue.list().map(({ name }) => name)).toEqual(['good']);
    expect(() => catalogue.get('bad')).toThrow(failsWith('bad-definition', /"bad".*command/));
    expect(catalogue.notices).toHaveLength(2);
    expect(() => catalogue.add('bad', { command: 'x' })).toThrow(failsWith('name-taken'));
  });

  test('the switch of another program is honoured and kept in step', () => {
    writeFileSync(file, '{"mcpServers":{"a":{"command":"x","disabled":true}}}');
    const catalogue = open({ bundled: {} });
    expect(catalogue.get('a')?.enabled).toBe(false);
    catalogue.enable('a', true);
    expect(onDisk()).toEqual({
      mcpServers: { a: { command: 'x', disabled: false, signalbox: { enabled: true } } },
    });
  });

  test('what another process wrote meanwhile is kept', () => {
    const [first, second] = [open(), open()];
    first.add('a', { command: 'x' });
    second.add('b', { command: 'y' });
    expect(() => second.add('a', { command: 'z' })).toThrow(failsWith('name-taken'));
    expect(
      open()
        .list()
        .map(({ name }) => name),
    ).toEqual(['system-monitor', 'a', 'b']);
  });

  test('when it cannot be saved nothing has changed', () => {
    const full = {
      ...files,
      write() {
        throw new Error('no space left on device');
      },
    };
    const catalogue = open({ files: full });
    expect(() => catalogue.add('a', { command: 'x' })).toThrow(failsWith('config-unwritable', /no space/));
    expect(catalogue.get('a')).toBeUndefined();
  });

  test('a bad file is a notice, not the end', () => {
    writeFileSync(file, '{"mcpServers": [');
    expect(open().notices).toEqual([expect.stringMatching(/line 1, column/)]);
  });
});

describe('--config files', () => {
  test('are read in the shape of Claude and in the shape of VS Code, with the defaults of inputs', () => {
    const claude = config('claude.json', '{"mcpServers":{"a":{"command":"x"}}}');
    const code = config(
      'mcp.json',
      `{ // VS Code
        "inputs": [{"id": "key", "type": "promptString", "default": "d"}],
        "servers": {"b": {"type": "http", "url": "https://example.com/\${input:key}"}}, }`,
    );
    expect(open({ configFiles: [claude, code], bundled: {} }).list()).toEqual([
      { name: 'a', source: 'file', definition: { command: 'x' }, enabled: true },
      {
        name: 'b',
        source: 'file',
        definition: { type: 'http', url: 'https://example.com/${input:key}' },
        enabled: true,
        inputs: { key: 'd' },
      },
    ]);
  });

  test('are never written: edit and remove are refused, duplicate makes a configured copy, enable holds for this run', () => {
    const path = config('c.json', '{"mcpServers":{"a":{"command":"x"}}}');
    const catalogue = open({ configFiles: [path], transient: { t: { command: 'y' } } });
    for (const name of ['a', 't']) {
      expect(() => catalogue.edit(name, name, { command: 'z' })).toThrow(failsWith('config-unwritable'));
      expect(() => catalogue.remove(name)).toThrow(failsWith('config-unwritable'));
    }
    expect(catalogue.duplicate('a')).toBe('a copy');
    expect(catalogue.get('a copy')?.source).toBe('configured');
    catalogue.enable('a', false);
    expect(catalogue.get('a')?.enabled).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('{"mcpServers":{"a":{"command":"x"}}}');
  });

  test('come before servers.json, and a bad definition does not fall back to another server of that name', () => {
    writeFileSync(file, '{"mcpServers":{"a":{"command":"stored"},"b":{"command":"stored"}}}');
    const path = config('c.json', '{"mcpServers":{"a":{"command":"given"},"b":{"nothing":1}}}');
    const catalogue = open({ configFiles: [path] });
    expect(catalogue.get('a')?.definition).toEqual({ command: 'given' });
    expect(() => catalogue.get('b')).toThrow(failsWith('bad-definition'));
  });

  test.each([
    ['{\n  "mcpServers": {\n    "a" {}\n  }\n}', /c\.json is not JSON: line 3, column 9/],
    ['{"mcpServers": {', /line 1, column 17/],
    ['[]', /holds no servers/],
    ['', /line 1, column 1|empty/],
  ])('a bad file is config-unreadable and says where: %j', (text, where) => {
    const path = config('c.json', text);
    expect(() => open({ configFiles: [path] })).toThrow(failsWith('config-unreadable', where));
  });

  test('a missing file is config-unreadable', () => {
    expect(() => open({ configFiles: [join(folder, 'none.json')] })).toThrow(
      failsWith('config-unreadable', /--config/),
    );
  });
});
