import type { AuditEntry } from '#contract/grant.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Characters of arguments kept per entry: the traffic log has the bytes whole, the audit must stay quick to write. */
const ARGUMENTS_LIMIT = 32 * 1024;

/** The tables of the audit. All members throw what the database throws. */
export interface AuditTable {
  insert(entry: Omit<AuditEntry, 'seq'>): void;
  /** Newest first. */
  latest(limit: number): Record<string, unknown>[];
  /** Entries of the journal of this run that are in the database. */
  committed(run: string): number;
  commit(run: string, count: number): void;
  /** The journal of this run is gone. */
  forget(run: string): void;
}

/** Over the database of the gate. */
export function createAuditTable(db: SqlDatabase): AuditTable {
  const insert = db.prepare(
    `INSERT INTO audit (time, server, tool, caller, outcome, reason, decision, "grant", arguments_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare(
    `SELECT seq, time, server, tool, caller, outcome, reason, decision, "grant", arguments_json
     FROM audit ORDER BY seq DESC LIMIT ?`,
  );
  const committed = db.prepare('SELECT entries FROM audit_run WHERE run = ?');
  const commit = db.prepare('INSERT OR REPLACE INTO audit_run VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM audit_run WHERE run = ?');
  return {
    insert({ time, server, tool, caller, outcome, reason, decision, grant, argumentsJson }) {
      const kept = clip(argumentsJson);
      insert.run(time, server, tool, caller, outcome, reason, decision ?? null, grant ?? null, kept);
    },
    latest: (limit) =>
      select.all(limit).map(({ arguments_json: argumentsJson, decision, grant, ...row }) => ({
        ...row,
        argumentsJson,
        ...(decision === null ? {} : { decision }),
        ...(grant === null ? {} : { grant }),
      })),
    committed: (run) => Number(committed.get(run)?.['entries'] ?? 0),
    commit: (run, count) => void commit.run(run, count),
    forget: (run) => void forget.run(run),
  };
}

function clip(argumentsJson: string): string {
  if (argumentsJson.length <= ARGUMENTS_LIMIT) return argumentsJson;
  return `${argumentsJson.slice(0, ARGUMENTS_LIMIT)}… (${argumentsJson.length} characters in all)`;
}
