import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { HostFailure } from '#contract/host-error.ts';
import { grantSchema, type Grant } from '#contract/grant.ts';
import { storageFailed, type SqlDatabase, type Transact } from './sql-database.ts';
import { createUses } from './grant-uses.ts';

/** What a grant covers. All four must be equal for it to match. */
export interface GrantKey {
  server: string;
  tool: string;
  /** Fingerprint of the tool's definition. */
  fingerprint: string;
  /** Fingerprint of what starts the server. */
  launch: string;
}

/** The rules: `always` ones in the database, `session` ones in memory until the host ends. */
export interface Grants {
  /**
   * Takes in what another process wrote since, unless it looked in the last `within` milliseconds (default 0). True when
   * there was something. Throws what the database throws.
   */
  refresh(within?: number): boolean;
  /** The id of the active grant for exactly this. */
  match(key: GrantKey): string | undefined;
  /** Counts a use; the database hears of it later. */
  used(id: string, time: number): void;
  /** Writes an `always` grant, inside a transaction of the caller; effective after {@link Grants.reload}. Gives its id. */
  write(key: GrantKey, time: number): string;
  /** Takes in what this process wrote: the grant of this id. */
  reload(written?: string): void;
  addSession(id: string, key: GrantKey, time: number): void;
  /** Suspends the grants of this tool for another definition or launch. True when there were some. */
  suspendOthers(key: GrantKey): boolean;
  list(): Grant[];
  /** @throws HostFailure `unknown-rule`, or `storage-failed`: it then matches nothing in this process all the same. */
  revoke(id: string): void;
  /** Ends the session grants of one server. True when there were some. */
  endSession(server: string): boolean;
  /** Writes what {@link Grants.used} counted. */
  flush(): void;
  close(): void;
}

type Stored = Grant & { launch: string };

const rowSchema = z
  .object({
    id: z.string(),
    server: z.string(),
    tool: z.string(),
    fingerprint: z.string(),
    launch: z.string(),
    state: grantSchema.shape.state,
    created_at: z.number(),
    last_used_at: z.number().nullable(),
    uses: z.number(),
  })
  .transform(({ created_at, last_used_at, ...row }): Stored => {
    const used = last_used_at === null ? {} : { lastUsedAt: last_used_at };
    return { ...row, scope: 'always', createdAt: created_at, ...used };
  });

/** The grants of one host. @throws what the database throws. */
export function createGrants(db: SqlDatabase, transact: Transact, onUsesWritten: () => void): Grants {
  const dataVersion = db.prepare('PRAGMA data_version');
  const selectAll = db.prepare('SELECT * FROM grants');
  const upsert = db.prepare(
    `INSERT INTO grants (id, server, tool, fingerprint, launch, state, created_at, uses)
     VALUES (?, ?, ?, ?, ?, 'active', ?, 0)
     ON CONFLICT (server, tool, fingerprint, launch) DO UPDATE SET state = 'active' RETURNING id`,
  );
  const removeSuspended = db.prepare(
    `DELETE FROM grants WHERE server = ? AND tool = ? AND state = 'suspended'`,
  );
  const suspend = db.prepare(`UPDATE grants SET state = 'suspended' WHERE id = ?`);
  const remove = db.prepare('DELETE FROM grants WHERE id = ?');

  const always = new Map<string, Stored>();
  const session = new Map<string, Stored>();
  /** Suspended or revoked here, although the database could not be told: never matched again by this process. */
  const overruled = new Map<string, 'suspended' | 'revoked'>();
  let active = new Map<string, string>();
  let seenVersion: unknown;
  let lookedAt = -Infinity;
  const uses = createUses(db, transact, (written) => {
    for (const [id, { count, last }] of written) {
      const grant = always.get(id);
      if (grant) always.set(id, { ...grant, uses: grant.uses + count, lastUsedAt: last });
    }
    onUsesWritten();
  });

  function reindex(): void {
    active = new Map();
    for (const grant of [...always.values(), ...session.values()]) {
      if (grant.state === 'active') active.set(keyText(grant), grant.id);
    }
  }

  function reload(written?: string): void {
    if (written !== undefined) overruled.delete(written);
    const rows = selectAll.all().map((row) => rowSchema.parse(row));
    always.clear();
    for (const grant of rows) {
      const ruled = overruled.get(grant.id);
      if (ruled !== 'revoked')
        always.set(grant.id, ruled === 'suspended' ? { ...grant, state: ruled } : grant);
    }
    reindex();
  }

  function refresh(within = 0): boolean {
    const now = performance.now();
    if (now - lookedAt < within) return false;
    lookedAt = now;
    const version = dataVersion.get()?.['data_version'];
    if (version === seenVersion) return false;
    reload();
    seenVersion = version;
    return true;
  }
  refresh();

  return {
    refresh,
    reload,
    match: (key) => active.get(keyText(key)),
    used(id, time) {
      const grant = session.get(id);
      if (grant) session.set(id, { ...grant, uses: grant.uses + 1, lastUsedAt: time });
      else uses.add(id, time);
    },
    write({ server, tool, fingerprint, launch }, time) {
      removeSuspended.run(server, tool);
      return String(upsert.get(randomUUID(), server, tool, fingerprint, launch, time)?.['id']);
    },
    addSession(id, key, time) {
      for (const grant of session.values()) {
        if (sameTool(grant, key) && grant.state === 'suspended') session.delete(grant.id);
      }
      session.set(id, { ...key, id, scope: 'session', createdAt: time, uses: 0, state: 'active' });
      reindex();
    },
    suspendOthers(key) {
      const stale = [...always.values(), ...session.values()].filter(
        (grant) => grant.state === 'active' && sameTool(grant, key) && keyText(grant) !== keyText(key),
      );
      for (const grant of stale) {
        (grant.scope === 'always' ? always : session).set(grant.id, { ...grant, state: 'suspended' });
      }
      if (stale.length === 0) return false;
      reindex();
      const stored = stale.filter((grant) => grant.scope === 'always');
      if (stored.length === 0) return true;
      try {
        transact('disk', () => stored.forEach((grant) => suspend.run(grant.id)));
      } catch {
        for (const grant of stored) overruled.set(grant.id, 'suspended');
      }
      return true;
    },
    list: () =>
      [...always.values(), ...session.values()]
        .map((stored) => shown(stored, uses.pending(stored.id)))
        .toSorted((a, b) => a.createdAt - b.createdAt),
    revoke(id) {
      if (!always.has(id) && !session.has(id)) {
        throw new HostFailure('unknown-rule', 'This rule is gone already; look at the list of rules again.');
      }
      const stored = always.delete(id);
      session.delete(id);
      reindex();
      if (!stored) return;
      try {
        transact('disk', () => remove.run(id));
      } catch (cause) {
        overruled.set(id, 'revoked');
        throw storageFailed('The rule is off until Signalbox ends, but could not be removed for good', cause);
      }
    },
    endSession(server) {
      const ended = [...session.values()].filter((grant) => grant.server === server);
      for (const grant of ended) session.delete(grant.id);
      reindex();
      return ended.length > 0;
    },
    flush: () => uses.flush(),
    close: () => uses.close(),
  };
}

/** Server names hold no control characters and fingerprints are hexadecimal: the parts cannot run into each other. */
function keyText({ server, tool, fingerprint, launch }: GrantKey): string {
  return `${server}\0${tool}\0${fingerprint}\0${launch}`;
}

function sameTool(a: GrantKey, b: GrantKey): boolean {
  return a.server === b.server && a.tool === b.tool;
}

function shown(stored: Stored, more: { count: number; last: number } | undefined): Grant {
  const { launch: _, ...grant } = stored;
  return Object.freeze(more ? { ...grant, uses: grant.uses + more.count, lastUsedAt: more.last } : grant);
}
