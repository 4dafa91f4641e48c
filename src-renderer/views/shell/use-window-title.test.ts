import { expect, test } from 'vitest';
import { windowTitle } from './use-window-title.ts';

test('the title says where the window is and how many calls wait', () => {
  expect(windowTitle({ page: 'start' }, 0)).toBe('Signalbox');
  expect(windowTitle({ page: 'rules' }, 2)).toBe('(2) Rules – Signalbox');
  expect(windowTitle({ page: 'server', server: 'a', tab: 'tools' }, 0)).toBe('a: Tools – Signalbox');
});

test('a server cannot turn the title around or fill it', () => {
  const title = windowTitle({ page: 'server', server: `\u202e${'x'.repeat(5000)}`, tab: 'logs' }, 0);
  expect(title).not.toContain('\u202e');
  expect(title.length).toBeLessThan(120);
});
