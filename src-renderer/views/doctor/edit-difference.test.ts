import { expect, test } from 'vitest';
import { editDifference } from './edit-difference.ts';

test('shows what changes and nothing of what stays', () => {
  const definition = { command: 'npm', args: ['run', 'mcp'], env: { TOKEN: 'hush' } };
  const lines = editDifference(definition, { args: [{ at: 0, how: 'insert', value: '--silent' }] });
  expect(lines.map(({ mark, text }) => `${mark}${text.trim()}`)).toEqual(['+"--silent",']);
  const changed = editDifference(definition, { command: '/usr/bin/npm' });
  expect(changed.map(({ mark, text }) => `${mark}${text.trim()}`)).toEqual([
    '-"command": "npm",',
    '+"command": "/usr/bin/npm",',
  ]);
});

test('an edit that changes nothing shows nothing', () => {
  expect(editDifference({ command: 'x', cwd: '/srv' }, { cwd: '/srv' })).toEqual([]);
});
