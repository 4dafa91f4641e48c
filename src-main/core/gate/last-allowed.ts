import { z } from 'zod';
import type { SqlDatabase } from './sql-database.ts';

/** Longer arguments are not remembered for comparison. */
const ARGUMENTS_LIMIT = 64 * 1024;

/** What a tool was, and was called with, when a person last allowed it. */
export interface LastAllowed {
  fingerprint: string;
  launch: string;
  /** The command line it was started by, for people. */
  startedBy: string;
  definition: string;
  argumentsJson: string | undefined;
}

/** One {@link LastAllowed} per server and tool. Throws what the database throws. */
export interface LastAllowedStore {
  get(server: string, tool: string): LastAllowed | undefined;
  set(server: string, tool: string, value: LastAllowed): void;
}

const rowSchema = z.object({
  fingerprint: z.string(),
  launch: z.string(),
  started_by: z.string(),
  definition: z.string(),
  arguments_json: z.string().nullable(),
});

/** The store in the gate's database. */
export function createLastAllowed(db: SqlDatabase): LastAllowedStore {
  const select = db.prepare('SELECT * FROM last_allowed WHERE server = ? AND tool = ?');
  const upsert = db.prepare('INSERT OR REPLACE INTO last_allowed VALUES (?, ?, ?, ?, ?, ?, ?)');
  return {
    get(server, tool) {
      const found = select.get(server, tool);
      if (!found) return undefined;
      const row = rowSchema.parse(found);
      return {
        fingerprint: row.fingerprint,
        launch: row.launch,
        startedBy: row.started_by,
        definition: row.definition,
        argumentsJson: row.arguments_json ?? undefined,
      };
    },
    set(server, tool, { fingerprint, launch, startedBy, definition, argumentsJson }) {
      const kept =
        argumentsJson !== undefined && argumentsJson.length <= ARGUMENTS_LIMIT ? argumentsJson : null;
      upsert.run(server, tool, fingerprint, launch, startedBy, definition, kept);
    },
  };
}
