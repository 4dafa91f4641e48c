import type { Approval, AuditEntry, Decision, Grant } from '#contract/grant.ts';
import type { Tool } from '#contract/inventory.ts';
import type { AuditJournal } from './audit.ts';
import type { GateRequest, Permit } from './gate-request.ts';

/** Decides about every tool call: by rule, by flag, or by asking a person. No clock and no hint of the server decides. */
export interface Gate {
  /**
   * Rejects with HostFailure `denied`, `approval-required`, `cancelled`, `definition-changed`, `unknown-tool` or
   * `storage-failed` (what cannot be written to the audit is not let through). The permit must be used in the same turn.
   */
  ask(request: GateRequest): Promise<Permit>;
  /**
   * @throws HostFailure `unknown-approval`, `already-decided`, `too-soon`, or `storage-failed`: the call then still waits
   * and no rule was made. When the tool was redefined meanwhile the call fails with `definition-changed`, whatever was decided.
   */
  decide(id: string, decision: Decision): void;
  /** Denies all that waits for this server; gives their number. */
  denyAll(server: string): number;
  pending(): Approval[];
  grants(): Grant[];
  /** Takes a rule away at once. @throws HostFailure `unknown-rule`, `storage-failed` */
  revoke(id: string): void;
  /** The latest entries, newest first. @throws HostFailure `storage-failed` */
  audit(limit: number): AuditEntry[];
  /** To be told of every list of tools: suspends what was allowed under another definition or launch. */
  noticeTools(server: string, launchFingerprint: string, tools: readonly Tool[]): void;
  /** Ends the session rules of a server (it was removed). A restart is no reason for this. */
  endSession(server: string): void;
  /** Denies all that waits, with reason `quit`, and writes what is not yet written. The database stays open. */
  close(): void;
}

/** How the gate behaves and whom it tells. */
export interface GateOptions {
  canAsk: boolean;
  allowAll: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  onAsked(approval: Approval): void;
  onSettled(id: string): void;
  onGrantsChanged(grants: Grant[]): void;
  /** Opens the journal of the audit. Without one, or when it throws, every entry goes straight into the database. */
  openJournal?(): AuditJournal;
}
