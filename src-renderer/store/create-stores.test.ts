import { expect, test } from 'vitest';
import type { Approval } from '#contract/grant.ts';
import type { HostApi, HostEvent, HostSnapshot } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import type { ServerState } from '#contract/server-state.ts';
import { applyBatch, applySnapshot, createStores, type Stores } from './create-stores.ts';

const silent: HostApi = {
  call: () => Promise.reject(new HostFailure('connection-lost', 'There is no host in this test.')),
  listen: () => () => undefined,
};

const server = (name: string, tools = 0): ServerState => ({
  name,
  source: 'configured',
  enabled: true,
  transport: 'stdio',
  state: { phase: 'stopped', since: 0 },
  counts: { tools, resources: 0, resourceTemplates: 0, prompts: 0 },
  inventoryRevision: 0,
  restarts: 0,
  launch: { commandLine: 'node x.js', environmentNames: [] },
});

const approval = (id: string): Approval => ({
  id,
  callId: `call of ${id}`,
  server: 'a',
  tool: 't',
  argumentsJson: '{}',
  claimed: { hints: {} },
  caller: 'window',
  askedAt: 0,
});

const snapshot: HostSnapshot = {
  seq: 1,
  servers: [server('a'), server('b')],
  approvals: [approval('1')],
  grants: [],
  calls: [],
  settings: { theme: 'dark', layout: { rail: 200 }, trafficLimit: 5000 },
  traffic: { lastSeq: 7, count: 7 },
  notices: [],
};

function started(): Stores {
  const stores = createStores(silent, { location: { hash: '' }, addEventListener: () => undefined });
  applySnapshot(stores, snapshot);
  return stores;
}

const happen = (stores: Stores, ...events: HostEvent[]): void => applyBatch(stores, { seq: 2, events });
const names = (stores: Stores): string[] => stores.servers.store.getState().servers.map((one) => one.name);
const waiting = (stores: Stores): string[] => stores.approvals.store.getState().waiting.map((one) => one.id);

test('a snapshot fills every store', () => {
  const stores = started();
  expect(names(stores)).toEqual(['a', 'b']);
  expect(waiting(stores)).toEqual(['1']);
  expect(stores.settings.store.getState().settings.theme).toBe('dark');
  expect(stores.status.store.getState()).toMatchObject({ ready: true, traffic: { count: 7 } });
});

test('a server that changed keeps its place; a new one comes last; a removed one goes', () => {
  const stores = started();
  happen(
    stores,
    { type: 'server.changed', server: server('a', 4) },
    { type: 'server.changed', server: server('c') },
  );
  expect(names(stores)).toEqual(['a', 'b', 'c']);
  expect(stores.servers.get('a')?.counts.tools).toBe(4);
  happen(stores, { type: 'server.removed', name: 'b' });
  expect(names(stores)).toEqual(['a', 'c']);
});

test('approvals queue up in the order they were asked, and leave when they are settled', () => {
  const stores = started();
  happen(
    stores,
    { type: 'approval.asked', approval: approval('2') },
    { type: 'approval.asked', approval: approval('1') },
  );
  expect(waiting(stores)).toEqual(['2', '1']);
  happen(stores, { type: 'approval.settled', id: '2' });
  expect(waiting(stores)).toEqual(['1']);
});

test('a new question brings the dialog back that was put aside', () => {
  const stores = started();
  stores.overlay.hideApprovals(true);
  happen(stores, { type: 'approval.asked', approval: approval('2') });
  expect(stores.overlay.store.getState().approvalsHidden).toBe(false);
});

test('a second snapshot replaces everything', () => {
  const stores = started();
  applySnapshot(stores, { ...snapshot, servers: [server('z')], approvals: [] });
  expect(names(stores)).toEqual(['z']);
  expect(waiting(stores)).toEqual([]);
});
