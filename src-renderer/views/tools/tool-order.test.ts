import { describe, expect, it } from 'vitest';
import type { Tool } from '#contract/inventory.ts';
import { orderTools, type ToolWish } from './tool-order.ts';

const tool = (name: string, annotations?: Tool['annotations']): Tool => ({
  name,
  inputSchema: {},
  ...(annotations ? { annotations } : {}),
});
const tools = [
  tool('write_file', { destructiveHint: true }),
  tool('read_file', { readOnlyHint: true }),
  tool('echo'),
  tool('read_media', { readOnlyHint: true }),
];
const wish: ToolWish = { sort: 'listed', hint: 'any', group: false };
const names = (change: Partial<ToolWish>, uses: string[] = []): string[] =>
  orderTools(tools, { ...wish, ...change }, uses).map(({ tool }) => tool.name);

describe('the list of tools', () => {
  it('stands in the order of the server, by name, or by the latest use', () => {
    expect(names({})).toEqual(['write_file', 'read_file', 'echo', 'read_media']);
    expect(names({ sort: 'name' })).toEqual(['echo', 'read_file', 'read_media', 'write_file']);
    expect(names({ sort: 'used' }, ['read_media', 'echo'])).toEqual([
      'read_media',
      'echo',
      'write_file',
      'read_file',
    ]);
  });

  it('holds only tools that claim what is asked for', () => {
    expect(names({ hint: 'destructive' })).toEqual(['write_file']);
    expect(names({ hint: 'read-only' })).toEqual(['read_file', 'read_media']);
    expect(names({ hint: 'unclaimed' })).toEqual(['echo']);
  });

  it('groups names that begin alike, and leaves single ones outside', () => {
    const placed = orderTools(tools, { ...wish, group: true }, []);
    expect(placed.map(({ folders }) => folders)).toEqual([[], ['read_'], [], ['read_']]);
  });
});
