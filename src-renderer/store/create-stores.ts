import type { EventBatch, HostApi, HostEvent, HostSnapshot } from '#contract/host-contract.ts';
import { createActionStore } from './action-store.ts';
import { createApprovalStore } from './approval-store.ts';
import { createCallStore } from './call-store.ts';
import { createGrantStore } from './grant-store.ts';
import { createHostStatusStore } from './host-status-store.ts';
import { createInventoryStore } from './inventory-store.ts';
import { createMeterStore } from './meter-store.ts';
import { createNavigationStore, type HashHolder } from './navigation-store.ts';
import { createOverlayStore } from './overlay-store.ts';
import { createServerStore } from './server-store.ts';
import { createSettingsStore } from './settings-store.ts';
import { restartToast } from './restart-toast.ts';
import { createToastStore } from './toast-store.ts';

/** Every store of the window, each made with no more than it needs. */
export function createStores(host: HostApi, holder: HashHolder) {
  return {
    status: createHostStatusStore(host),
    servers: createServerStore(),
    inventories: createInventoryStore(host),
    meters: createMeterStore(host),
    approvals: createApprovalStore(host),
    grants: createGrantStore(host),
    calls: createCallStore(),
    settings: createSettingsStore(host),
    navigation: createNavigationStore(holder),
    actions: createActionStore(),
    toasts: createToastStore(),
    overlay: createOverlayStore(),
  };
}
export type Stores = ReturnType<typeof createStores>;

/** Replaces everything: the first start, and after a gap that the host cannot fill. */
export function applySnapshot(stores: Stores, snapshot: HostSnapshot): void {
  stores.servers.reset(snapshot.servers);
  stores.meters.reset();
  for (const server of snapshot.servers) stores.inventories.announced(server.name, server.inventoryRevision);
  stores.approvals.reset(snapshot.approvals);
  stores.grants.reset(snapshot.grants);
  stores.calls.reset(snapshot.calls);
  stores.settings.reset(snapshot.settings);
  stores.status.set({ ready: true, notices: snapshot.notices, traffic: snapshot.traffic });
}

/** What happened since, in order. */
export function applyBatch(stores: Stores, batch: EventBatch): void {
  for (const event of batch.events) applyEvent(stores, event);
}

function applyEvent(stores: Stores, event: HostEvent): void {
  switch (event.type) {
    case 'server.changed':
      stores.servers.changed(event.server);
      stores.inventories.announced(event.server.name, event.server.inventoryRevision);
      return;
    case 'server.removed':
      stores.servers.removed(event.name);
      stores.inventories.removed(event.name);
      stores.meters.removed(event.name);
      return;
    case 'approval.asked':
      stores.approvals.asked(event.approval);
      stores.overlay.hideApprovals(false);
      return;
    case 'approval.settled':
      stores.approvals.settled(event.id);
      return;
    case 'grants.changed':
      stores.grants.reset(event.grants);
      return;
    case 'call.changed':
      stores.calls.changed(event.call);
      return;
    case 'settings.changed':
      stores.settings.reset(event.settings);
      return;
    case 'traffic.appended':
    case 'traffic.reset':
      stores.status.set({ traffic: { lastSeq: event.lastSeq, count: event.count } });
      return;
    case 'notices.changed':
      stores.status.set({ notices: event.notices });
      return;
    case 'server.metered':
      stores.meters.metered(event.meters);
      return;
    case 'server.restarted':
      stores.toasts.show(restartToast(event));
      return;
    case 'resource.updated':
      // Heard by the views that watch a resource, through `useHost().listen`.
      return;
  }
}
