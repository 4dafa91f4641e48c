import { randomUUID } from 'node:crypto';
import type { GateVerdict } from '#contract/call-state.ts';
import type { Approval, AuditEntry, Decision } from '#contract/grant.ts';
import type { HostFailure } from '#contract/host-error.ts';
import { createApprovalQueue } from './approvals.ts';
import { describeApproval, toLastAllowed } from './approval.ts';
import { createAudit, type AuditJournal } from './audit.ts';
import { toolFingerprint } from './fingerprint.ts';
import { changeOf, definitionChanged, displayName, type GateRequest, type Permit } from './gate-request.ts';
import type { Gate, GateOptions } from './gate-contract.ts';
import { failures } from './gate-failures.ts';
import { prepareGateSchema } from './gate-schema.ts';
import { createGrants, type GrantKey } from './grants.ts';
import { createLastAllowed } from './last-allowed.ts';
import { createTransact, storageFailed, type SqlDatabase } from './sql-database.ts';

export type { Gate, GateOptions } from './gate-contract.ts';
export type { GateRequest, Permit } from './gate-request.ts';

/** An Allow within this many milliseconds of the question was not meant for it. */
const TOO_SOON_MS = 500;

/** A rule revoked in another process stops calls here this many milliseconds later at most. */
const LOOK_AGAIN_MS = 25;

interface Waiting {
  approval: Approval;
  request: GateRequest;
  /** The tool was seen with another definition while this waited, even if it changed back. */
  redefined: boolean;
  resolve(verdict: GateVerdict): void;
  reject(failure: HostFailure): void;
}

/** The gate over its own database (its own file: another table's writes would make it read its rules anew). */
export function createGate(db: SqlDatabase, options: GateOptions): Gate {
  prepareGateSchema(db);
  const transact = createTransact(db);
  const audit = createAudit(db, transact, openJournal(options));
  const lastAllowed = createLastAllowed(db);
  const grants = createGrants(db, transact, announceGrants);
  const queue = createApprovalQueue<Waiting>();
  let closed = false;

  function announceGrants(): void {
    options.onGrantsChanged(grants.list());
  }

  function entry(
    request: GateRequest,
    rest: Pick<AuditEntry, 'outcome' | 'reason' | 'decision' | 'grant'>,
  ): Omit<AuditEntry, 'seq'> {
    const { server, tool, caller, argumentsJson } = request;
    return { time: options.now(), server, tool: tool.name, caller, argumentsJson, ...rest };
  }

  function allowed(request: GateRequest, reason: 'rule' | 'flag', grant?: string): GateVerdict {
    const by = grant === undefined ? {} : { grant };
    try {
      audit.note(entry(request, { outcome: 'allowed', reason, ...by }));
    } catch (cause) {
      throw storageFailed(`${displayName(request)} was not sent, because the audit cannot be written`, cause);
    }
    if (grant !== undefined) grants.used(grant, options.now());
    return { outcome: 'allowed', by: reason, ...by };
  }

  function refusal(
    request: GateRequest,
    reason: AuditEntry['reason'],
    failure: HostFailure,
    decision?: Decision,
  ): HostFailure {
    try {
      audit.note(entry(request, { outcome: 'denied', reason, ...(decision ? { decision } : {}) }));
    } catch {
      // Nothing will be sent: that must hold even when the disk is full.
    }
    return failure;
  }

  function byRule(request: GateRequest): string | undefined {
    const key = keyOf(request);
    try {
      if (grants.refresh(LOOK_AGAIN_MS)) announceGrants();
      // A rule may just have been made elsewhere.
      if (grants.match(key) === undefined && grants.refresh()) announceGrants();
    } catch (cause) {
      throw storageFailed(`${displayName(request)} was not sent, because the rules cannot be read`, cause);
    }
    const id = grants.match(key);
    if (id === undefined && grants.suspendOthers(key)) announceGrants();
    return id;
  }

  function askPerson(request: GateRequest): Promise<GateVerdict> {
    let approval: Approval;
    try {
      const last = lastAllowed.get(request.server, request.tool.name);
      approval = describeApproval(queue.nextId(), request, options.now(), last);
    } catch (cause) {
      throw storageFailed(`${displayName(request)} was not sent, because the rules cannot be read`, cause);
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { approval, request, redefined: false, resolve, reject };
      const onAbort = (): void => refuse(waiting, 'cancelled', failures.cancelled(request));
      request.signal.addEventListener('abort', onAbort, { once: true });
      waiting.resolve = (verdict) => {
        request.signal.removeEventListener('abort', onAbort);
        resolve(verdict);
      };
      waiting.reject = (failure) => {
        request.signal.removeEventListener('abort', onAbort);
        reject(failure);
      };
      queue.add(waiting);
      options.onAsked(approval);
    });
  }

  function refuse(
    waiting: Waiting,
    reason: AuditEntry['reason'],
    failure: HostFailure,
    decision?: Decision,
  ): void {
    if (!queue.remove(waiting.approval.id)) return;
    waiting.reject(refusal(waiting.request, reason, failure, decision));
    options.onSettled(waiting.approval.id);
  }

  function pass(waiting: Waiting, verdict: GateVerdict): void {
    queue.remove(waiting.approval.id);
    waiting.resolve(verdict);
    options.onSettled(waiting.approval.id);
  }

  /** Why a waiting call cannot be allowed any more. */
  function staleness(waiting: Waiting): HostFailure | undefined {
    return changeOf(waiting.request) ?? (waiting.redefined ? definitionChanged(waiting.request) : undefined);
  }

  function allow(waiting: Waiting, decision: Exclude<Decision, 'deny'>): void {
    const { request } = waiting;
    const key = keyOf(request);
    const time = options.now();
    let grant: string | undefined = decision === 'allow-session' ? randomUUID() : undefined;
    try {
      // In the order of deciding.
      audit.flush();
      transact(decision === 'allow-always' ? 'disk' : 'process', () => {
        if (decision === 'allow-always') grant = grants.write(key, time);
        lastAllowed.set(request.server, request.tool.name, toLastAllowed(request));
        const made = grant === undefined ? {} : { grant };
        audit.write(entry(request, { outcome: 'allowed', reason: 'person', decision, ...made }));
      });
      if (decision === 'allow-always') grants.reload(grant);
    } catch (cause) {
      throw storageFailed('Your decision could not be written, so the call still waits', cause);
    }
    if (decision === 'allow-session' && grant !== undefined) grants.addSession(grant, key, time);
    pass(waiting, { outcome: 'allowed', by: 'person' });
    if (grant === undefined) return;
    announceGrants();
    passOthers(grant);
  }

  /** A rule just made answers the same question where it already waits. */
  function passOthers(grant: string): void {
    for (const other of queue.all()) {
      if (grants.match(keyOf(other.request)) !== grant || staleness(other)) continue;
      try {
        pass(other, allowed(other.request, 'rule', grant));
      } catch {
        // It waits on; whoever decides about it will hear why.
      }
    }
  }

  return {
    async ask(request) {
      if (closed) throw refusal(request, 'quit', failures.quit(request));
      if (request.signal.aborted) throw refusal(request, 'cancelled', failures.cancelled(request));
      const change = changeOf(request);
      if (change) throw refusal(request, 'definition-changed', change);
      const grant = options.allowAll ? undefined : byRule(request);
      if (options.allowAll) return permit(request, allowed(request, 'flag'));
      if (grant !== undefined) return permit(request, allowed(request, 'rule', grant));
      if (!options.canAsk) throw refusal(request, 'no-one-to-ask', failures.noOne(request));
      const verdict = await askPerson(request);
      const late = changeOf(request);
      if (late) throw refusal(request, 'definition-changed', late);
      return permit(request, verdict);
    },
    decide(id, decision) {
      const waiting = queue.get(id);
      if (decision === 'deny') return refuse(waiting, 'person', failures.denied(waiting.request), decision);
      const elapsed = options.now() - waiting.approval.askedAt;
      // A negative time means that the clock was set back: no reason to lock the button for an hour.
      if (elapsed >= 0 && elapsed < TOO_SOON_MS) throw failures.tooSoon();
      const stale = staleness(waiting);
      if (stale) return refuse(waiting, 'definition-changed', stale, decision);
      return allow(waiting, decision);
    },
    denyAll(server) {
      const waiting = queue.all().filter(({ request }) => request.server === server);
      for (const each of waiting) refuse(each, 'person', failures.denied(each.request), 'deny');
      return waiting.length;
    },
    pending: () => queue.all().map(({ approval }) => approval),
    grants() {
      try {
        grants.refresh();
      } catch {
        // What is known is shown; a call that needs the rules will say that they cannot be read.
      }
      return grants.list();
    },
    revoke(id) {
      try {
        grants.refresh();
        grants.revoke(id);
      } finally {
        announceGrants();
      }
    },
    audit(limit) {
      try {
        return audit.list(limit);
      } catch (cause) {
        throw storageFailed('The audit cannot be read', cause);
      }
    },
    noticeTools(server, launch, tools) {
      const byName = new Map(tools.map((tool) => [tool.name, tool]));
      for (const waiting of queue.all()) {
        const now = waiting.request.server === server ? byName.get(waiting.request.tool.name) : undefined;
        if (now && toolFingerprint(now) !== toolFingerprint(waiting.request.tool)) waiting.redefined = true;
      }
      const names = new Set(
        grants
          .list()
          .filter((grant) => grant.server === server)
          .map((grant) => grant.tool),
      );
      let changed = false;
      for (const name of names) {
        const tool = byName.get(name);
        if (!tool) continue;
        if (grants.suspendOthers({ server, tool: name, fingerprint: toolFingerprint(tool), launch }))
          changed = true;
      }
      if (changed) announceGrants();
    },
    endSession(server) {
      if (grants.endSession(server)) announceGrants();
    },
    close() {
      closed = true;
      for (const waiting of queue.all()) refuse(waiting, 'quit', failures.quit(waiting.request));
      grants.close();
      audit.close();
    },
  };
}

function openJournal(options: GateOptions): AuditJournal | undefined {
  try {
    return options.openJournal?.();
  } catch {
    // The database alone is slower, and as safe.
    return undefined;
  }
}

function keyOf({ server, tool, launchFingerprint: launch }: GateRequest): GrantKey {
  return { server, tool: tool.name, fingerprint: toolFingerprint(tool), launch };
}

function permit({ callId, server, tool, argumentsJson }: GateRequest, verdict: GateVerdict): Permit {
  return Object.freeze({ callId, server, tool: tool.name, argumentsJson, verdict: Object.freeze(verdict) });
}
