import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HostApi } from '#contract/host-contract.ts';
import { createSettingsStore } from './settings-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Remembers what it was asked to change. */
function rememberingHost() {
  const changes: unknown[] = [];
  const call: HostApi['call'] = (_command, params) => {
    changes.push(params);
    // The result of `settings.change` is an empty object.
    return Promise.resolve({} as never);
  };
  return { call, changes };
}

test('many steps of a drag become one command that holds only what was dragged', () => {
  const host = rememberingHost();
  const settings = createSettingsStore(host);
  settings.reset({ theme: 'dark', layout: { rail: 200, dock: 300 }, trafficLimit: 1000 });
  for (const size of [310, 320, 330]) settings.setLayout('dock', size);
  expect(host.changes).toEqual([]);
  vi.runAllTimers();
  expect(host.changes).toEqual([{ layout: { dock: 330 } }]);
  expect(settings.store.getState().settings.layout).toEqual({ rail: 200, dock: 330 });
});

test('what the host says meanwhile does not make the dragged line jump back', () => {
  const settings = createSettingsStore(rememberingHost());
  settings.setLayout('dock', 400);
  settings.reset({ theme: 'light', layout: { dock: 300, rail: 150 }, trafficLimit: 1000 });
  expect(settings.store.getState().settings).toMatchObject({
    theme: 'light',
    layout: { dock: 400, rail: 150 },
  });
});

test('a change shows before the host has answered', () => {
  const host = rememberingHost();
  const settings = createSettingsStore(host);
  void settings.change({ theme: 'light' });
  expect(settings.store.getState().settings.theme).toBe('light');
  expect(host.changes).toEqual([{ theme: 'light' }]);
});
