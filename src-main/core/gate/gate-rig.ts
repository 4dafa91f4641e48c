import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Approval, Decision, Grant } from '#contract/grant.ts';
import type { Tool } from '#contract/inventory.ts';
import { createGate, type Gate, type GateOptions, type GateRequest } from './gate.ts';
import type { SqlDatabase } from './sql-database.ts';

/** The tool that the tests of the gate call. */
export const echo: Tool = { name: 'echo', description: 'Says it back', inputSchema: { type: 'object' } };

/** For tests only: real gates over one real database file, with a clock set by hand. */
export interface GateRig extends Disposable {
  readonly path: string;
  /** Milliseconds; stands still by itself. */
  clock: number;
  /** A second passes: long enough for an Allow. */
  later(): void;
  readonly asked: Approval[];
  readonly settled: string[];
  readonly announced: Grant[][];
  open(): DatabaseSync;
  makeGate(more?: Partial<GateOptions>, db?: SqlDatabase): Gate;
  request(more?: Partial<GateRequest>): GateRequest;
  /** Id of the latest prompt. */
  lastId(): string;
  /** Lets a call pass as a person would. */
  allow(gate: Gate, decision: Exclude<Decision, 'deny'>, more?: Partial<GateRequest>): Promise<void>;
}

/** A rig in a folder of its own; disposing removes everything. */
export function createRig(): GateRig {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-gate-'));
  const path = join(folder, 'gate.db');
  const opened: DatabaseSync[] = [];
  let calls = 0;

  const rig: GateRig = {
    path,
    clock: 1_000_000,
    later: () => void (rig.clock += 1000),
    asked: [],
    settled: [],
    announced: [],
    open() {
      const db = new DatabaseSync(path, { timeout: 2000 });
      db.exec('PRAGMA journal_mode = WAL');
      opened.push(db);
      return db;
    },
    makeGate: (more = {}, db = rig.open()) =>
      createGate(db, {
        canAsk: true,
        allowAll: false,
        now: () => rig.clock,
        onAsked: (approval) => rig.asked.push(approval),
        onSettled: (id) => rig.settled.push(id),
        onGrantsChanged: (grants) => rig.announced.push(grants),
        ...more,
      }),
    request(more = {}) {
      calls += 1;
      const tool = more.tool ?? echo;
      return {
        callId: `call-${calls}`,
        server: 'demo',
        launchFingerprint: 'launch-1',
        tool,
        argumentsJson: '{"text": "hi"}',
        caller: 'window',
        signal: new AbortController().signal,
        currentTool: () => tool,
        ...more,
      };
    },
    lastId: () => rig.asked.at(-1)?.id ?? 'none',
    async allow(gate, decision, more) {
      const call = gate.ask(rig.request(more));
      rig.later();
      gate.decide(rig.lastId(), decision);
      await call;
    },
    [Symbol.dispose]() {
      for (const db of opened) if (db.isOpen) db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}
