import type { TrafficFilter } from '#contract/traffic-record.ts';
import type { SqlValue } from './sql-database.ts';
import { idText, kindCode, type StoredRecord } from './stored-record.ts';
import { textPattern, type TextPattern } from './text-pattern.ts';

/** A filter made ready for both places records can be in: the database and memory. */
export interface CompiledFilter {
  /** The same for filters that mean the same. */
  key: string;
  /** Conditions of everything but the text, on table `record`; empty when there are none. */
  where: string;
  values: SqlValue[];
  text: TextPattern | undefined;
  /** Judges one record; the truth that the SQL is a quick way to. */
  matches(record: StoredRecord, server: string, bytes: Uint8Array): boolean;
}

const decoder = new TextDecoder();

/** Undefined when the filter lets everything through. */
export function compileFilter(filter: TrafficFilter): CompiledFilter | undefined {
  const { server, method } = filter;
  const kinds = filter.kinds && [...new Set(filter.kinds)].toSorted();
  const wanted = filter.text === '' ? undefined : filter.text;
  if (server === undefined && method === undefined && !kinds && wanted === undefined) return undefined;
  const text = wanted === undefined ? undefined : textPattern(wanted);
  const where: string[] = [];
  const values: SqlValue[] = [];
  if (kinds) where.push(`kind IN (${kinds.map(kindCode).join(', ')})`);
  if (server !== undefined) {
    where.push('server IN (SELECT id FROM server WHERE name = ?)');
    values.push(server);
  }
  if (method !== undefined) {
    where.push('method = ?');
    values.push(method);
  }
  return {
    key: JSON.stringify([wanted, server, kinds, method]),
    where: where.join(' AND '),
    values,
    text,
    matches(record, ofServer, bytes) {
      if (kinds && !kinds.includes(record.kind)) return false;
      if (server !== undefined && ofServer !== server) return false;
      if (method !== undefined && record.method !== method) return false;
      if (!text) return true;
      return (
        text.test(ofServer) ||
        text.test(record.method ?? '') ||
        text.test(idText(record.id) ?? '') ||
        text.test(decoder.decode(bytes))
      );
    },
  };
}
