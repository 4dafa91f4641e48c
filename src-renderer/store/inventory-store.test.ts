import { expect, test, vi } from 'vitest';
import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { createInventoryStore } from './inventory-store.ts';

/** Answers `server.inventory` with the revision it is told, when it is told. */
function slowHost() {
  const open: { settle: (revision: number) => void; fail: () => void }[] = [];
  const call: HostApi['call'] = (_command, params) =>
    new Promise((resolve, reject) => {
      // Only commands of one server are sent here.
      const { server } = params as { server: string };
      open.push({
        settle: (revision) =>
          // The result of `server.inventory`; TypeScript cannot know which command was sent.
          resolve({
            server,
            revision,
            tools: [],
            resources: [],
            resourceTemplates: [],
            prompts: [],
            problems: [],
          } as never),
        fail: () => reject(new HostFailure('server-not-running', 'Start it first.')),
      });
    });
  return { call, open };
}

test('nothing is fetched before someone looks, or before the server was listed', () => {
  const host = slowHost();
  const store = createInventoryStore(host);
  store.announced('a', 3);
  expect(host.open).toHaveLength(0);
  store.want('b');
  expect(host.open).toHaveLength(0);
  store.want('a');
  expect(host.open).toHaveLength(1);
});

test('a revision that grows while it is fetched is fetched after it, once', async () => {
  const host = slowHost();
  const store = createInventoryStore(host);
  store.want('a');
  store.announced('a', 1);
  store.announced('a', 2);
  store.announced('a', 3);
  expect(host.open).toHaveLength(1);
  host.open[0]?.settle(1);
  await vi.waitFor(() => expect(host.open).toHaveLength(2));
  host.open[1]?.settle(3);
  await vi.waitFor(() => expect(store.store.getState().byServer['a']?.loading).toBe(false));
  expect(store.store.getState().byServer['a']?.inventory?.revision).toBe(3);
  expect(host.open).toHaveLength(2);
});

test('a failure is kept with its code and does not fetch for ever; the next change tries again', async () => {
  const host = slowHost();
  const store = createInventoryStore(host);
  store.want('a');
  store.announced('a', 1);
  host.open[0]?.fail();
  await vi.waitFor(() =>
    expect(store.store.getState().byServer['a']?.error?.code).toBe('server-not-running'),
  );
  expect(host.open).toHaveLength(1);
  store.announced('a', 2);
  expect(host.open).toHaveLength(2);
});

test('a removed server leaves nothing behind', async () => {
  const host = slowHost();
  const store = createInventoryStore(host);
  store.want('a');
  store.announced('a', 1);
  host.open[0]?.settle(1);
  await vi.waitFor(() => expect(store.store.getState().byServer['a']?.inventory?.revision).toBe(1));
  store.removed('a');
  expect(store.store.getState().byServer).toEqual({});
});
