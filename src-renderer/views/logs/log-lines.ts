import type { TrafficRecord, TrafficRow } from '#contract/traffic-record.ts';

/** MCP log levels (RFC 5424), least first. */
export const logLevels = [
  'debug',
  'info',
  'notice',
  'warning',
  'error',
  'critical',
  'alert',
  'emergency',
] as const;
export type LogLevel = (typeof logLevels)[number];

/** One line of a server's log. */
export interface LogLine {
  /** Unique: the record's `seq` and the line in it. */
  key: string;
  time: number;
  source: 'stderr' | 'stdout' | 'message' | 'lifecycle' | 'gap';
  level: LogLevel | undefined;
  /** Name of the logger, of a log message. */
  logger: string | undefined;
  text: string;
}

const longestLine = 20_000;
const mostLines = 400;

function isLevel(value: unknown): value is LogLevel {
  return logLevels.some((level) => level === value);
}

/** True for rows that belong in the log; stderr and messages need their record, the rest has its summary. */
export function isLogRow(row: TrafficRow): boolean {
  return row.kind !== 'notification' || row.method === 'notifications/message';
}

export function needsRecord(row: TrafficRow): boolean {
  return row.kind === 'stderr' || row.kind === 'noise' || row.kind === 'notification';
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return data === undefined ? '' : (JSON.stringify(data) ?? '');
}

function fromMessage(row: TrafficRow, text: string): LogLine {
  const line = { key: String(row.seq), time: row.time, source: 'message' as const };
  try {
    const message: unknown = JSON.parse(text);
    const params: unknown = Object(message).params;
    const { level, logger, data } = Object(params) as Record<string, unknown>;
    return {
      ...line,
      level: isLevel(level) ? level : undefined,
      logger: typeof logger === 'string' ? logger : undefined,
      text: textOf(data).slice(0, longestLine),
    };
  } catch {
    return { ...line, level: undefined, logger: undefined, text: text.slice(0, longestLine) };
  }
}

/** The lines of one record. `record` is undefined where the row says all. */
export function logLines(row: TrafficRow, record: TrafficRecord | undefined): LogLine[] {
  const plain = { time: row.time, level: undefined, logger: undefined };
  if (row.kind === 'notification') return [fromMessage(row, record?.text ?? row.summary)];
  if (row.kind !== 'stderr' && row.kind !== 'noise') {
    return [{ ...plain, key: String(row.seq), source: 'lifecycle', text: row.summary }];
  }
  const source = row.kind === 'stderr' ? 'stderr' : 'stdout';
  const lines = (record?.text ?? row.summary).replace(/\r?\n$/, '').split(/\r?\n/);
  const shown = lines.slice(0, mostLines).map((text, index) => ({
    ...plain,
    key: `${String(row.seq)}.${String(index)}`,
    source: source as LogLine['source'],
    text: text.slice(0, longestLine),
  }));
  if (lines.length > mostLines || record?.clipped === true) {
    const rest = lines.length > mostLines ? `${String(lines.length - mostLines)} more lines` : 'More';
    shown.push({
      ...plain,
      key: `${String(row.seq)}.more`,
      source: 'gap',
      text: `${rest} of this record are in the traffic.`,
    });
  }
  return shown;
}

/** What a person wants to see of the log. */
export interface LogWish {
  text: string;
  /** The least level of log messages; undefined shows all. */
  level: LogLevel | undefined;
}

export function fitsWish(line: LogLine, wish: LogWish): boolean {
  const level = wish.level === undefined ? 0 : logLevels.indexOf(wish.level);
  if (line.level !== undefined && logLevels.indexOf(line.level) < level) return false;
  const wanted = wish.text.trim().toLowerCase();
  return wanted === '' || `${line.logger ?? ''} ${line.text}`.toLowerCase().includes(wanted);
}
