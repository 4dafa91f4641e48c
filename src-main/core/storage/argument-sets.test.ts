import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openArgumentSets } from './argument-sets.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-sets-'));
  folders.push(folder);
  return join(folder, 'argument-sets.json');
}
const set = (name: string, argumentsJson = '{}') => ({ server: 's', tool: 't', name, argumentsJson });

describe('named arguments', () => {
  it('are there again after a restart, by name, for their tool only', () => {
    const path = place();
    const sets = openArgumentSets(path);
    sets.save(set('b', '{"n":12345678901234567890}'));
    sets.save(set('a'));
    sets.save({ ...set('c'), tool: 'other' });
    expect(openArgumentSets(path).list('s', 't')).toEqual([set('a'), set('b', '{"n":12345678901234567890}')]);
  });

  it('are replaced by the same name and can be removed', () => {
    const path = place();
    const sets = openArgumentSets(path);
    sets.save(set('a', '{"x":1}'));
    sets.save(set('a', '{"x":2}'));
    expect(sets.list('s', 't')).toEqual([set('a', '{"x":2}')]);
    sets.remove({ server: 's', tool: 't', name: 'a' });
    expect(openArgumentSets(path).list('s', 't')).toEqual([]);
  });

  it('of two programs are merged', () => {
    const path = place();
    const [one, two] = [openArgumentSets(path), openArgumentSets(path)];
    one.save(set('a'));
    two.save(set('b'));
    expect(
      openArgumentSets(path)
        .list('s', 't')
        .map(({ name }) => name),
    ).toEqual(['a', 'b']);
  });

  it('are refused when the file would grow past its bound, and the old ones stay', () => {
    const path = place();
    const sets = openArgumentSets(path);
    for (let i = 0; i < 20; i += 1) sets.save(set(`s${i}`, `"${'x'.repeat(99_990)}"`));
    expect(() => sets.save(set('more', `"${'x'.repeat(99_990)}"`))).toThrow(/Remove some/);
    expect(sets.list('s', 't')).toHaveLength(20);
  });

  it('of a damaged file are the last good ones, and it is said', () => {
    const path = place();
    const sets = openArgumentSets(path);
    sets.save(set('a'));
    sets.save(set('b'));
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 30));
    const again = openArgumentSets(path);
    expect(again.notice).toBeDefined();
    expect(again.list('s', 't').map(({ name }) => name)).toEqual(['a']);
  });
});
