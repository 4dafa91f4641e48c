import type { StoredRecord } from './stored-record.ts';

/** What has become known of a record. Members that are absent change nothing; flags are added to those there are. */
export type Change = {
  [K in 'kind' | 'method' | 'id' | 'flags' | 'status' | 'pair' | 'latency' | 'caller']?:
    StoredRecord[K] | undefined;
};

/** Adds what became known later to a record, or to what is known already. */
export function addChange(target: Change, later: Change): void {
  if (later.kind !== undefined) target.kind = later.kind;
  if (later.method !== undefined) target.method = later.method;
  if (later.id !== undefined) target.id = later.id;
  if (later.flags !== undefined) target.flags = (target.flags ?? 0) | later.flags;
  if (later.status !== undefined) target.status = later.status;
  if (later.pair !== undefined) target.pair = later.pair;
  if (later.latency !== undefined) target.latency = later.latency;
  if (later.caller !== undefined) target.caller = later.caller;
}
