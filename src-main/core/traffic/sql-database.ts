/** A value in a database row. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** One row of a result, by column name. */
export type SqlRow = Record<string, unknown>;

/** A prepared statement; node:sqlite's StatementSync has this shape. */
export interface SqlStatement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
}

/** The narrow part of a SQL database that the log needs; node:sqlite's DatabaseSync has this shape. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqlStatement;
}
