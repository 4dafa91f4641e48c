import { auditEntrySchema, type AuditEntry } from '#contract/grant.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Characters of arguments kept per entry: the traffic log has the bytes whole, the audit must stay quick to write. */
const ARGUMENTS_LIMIT = 32 * 1024;

/** The record of what was decided, in the order of deciding. Only grows. */
export interface Audit {
  /** Writes one entry; it survives the death of the process when this returns. Throws what the database throws. */
  write(entry: Omit<AuditEntry, 'seq'>): void;
  /** The latest entries, newest first. */
  list(limit: number): AuditEntry[];
}

/** The audit kept in the gate's database. */
export function createAudit(db: SqlDatabase): Audit {
  const insert = db.prepare(
    `INSERT INTO audit (time, server, tool, caller, outcome, reason, decision, "grant", arguments_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare(
    `SELECT seq, time, server, tool, caller, outcome, reason, decision, "grant", arguments_json
     FROM audit ORDER BY seq DESC LIMIT ?`,
  );
  return {
    write({ time, server, tool, caller, outcome, reason, decision, grant, argumentsJson }) {
      const kept = clip(argumentsJson);
      insert.run(time, server, tool, caller, outcome, reason, decision ?? null, grant ?? null, kept);
    },
    list(limit) {
      return select.all(limit).map(({ arguments_json: argumentsJson, decision, grant, ...row }) =>
        auditEntrySchema.parse({
          ...row,
          argumentsJson,
          ...(decision === null ? {} : { decision }),
          ...(grant === null ? {} : { grant }),
        }),
      );
    },
  };
}

function clip(argumentsJson: string): string {
  if (argumentsJson.length <= ARGUMENTS_LIMIT) return argumentsJson;
  return `${argumentsJson.slice(0, ARGUMENTS_LIMIT)}… (${argumentsJson.length} characters in all)`;
}
