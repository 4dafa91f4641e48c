import type { FrameReading } from '#contract/traffic-record.ts';
import type { Remark, WireFacts } from '../doctor/facts.ts';
import { StderrTail } from '../process/stderr-tail.ts';
import type { TappedBytes } from '../session/tap.ts';

/** Samples kept of each remark, and bytes of each. */
const keptSamples = 5;
const sampleBytes = 400;

/** Counts what is remarkable about one session while it runs, so that the doctor need not read the log again. */
export interface SessionNotes {
  /** Milliseconds since 1970. */
  readonly since: number;
  recorded(entry: TappedBytes): void;
  /** The reading of what was recorded last, with what pairing found. */
  read(reading: FrameReading): void;
  lifecycle(event: string): void;
  facts(): WireFacts;
}

/** Makes empty notes. */
export function createSessionNotes(): SessionNotes {
  const remarked: Partial<Record<Remark, { count: number; samples: string[] }>> = {};
  const tail = new StderrTail();
  let last: TappedBytes | undefined;
  let largestLine = 0;
  let stdinClosed = false;
  let stdoutClosed = false;

  function remark(what: Remark, bytes: Uint8Array): void {
    const entry = (remarked[what] ??= { count: 0, samples: [] });
    entry.count += 1;
    if (entry.samples.length >= keptSamples) return;
    entry.samples.push(Buffer.from(bytes.subarray(0, sampleBytes)).toString('utf8'));
  }

  return {
    since: Date.now(),
    recorded(entry) {
      if (entry.kind === 'stderr') {
        tail.push(entry.bytes);
        return;
      }
      last = entry;
      if (entry.direction === 'in') largestLine = Math.max(largestLine, entry.size ?? entry.bytes.length);
    },
    read(reading) {
      const entry = last;
      // A large message must not stay in memory for the sake of a sample.
      last = undefined;
      if (entry?.direction !== 'in') return;
      const isPlain = reading.kind !== 'noise' && reading.kind !== 'invalid';
      if (isPlain && (reading.flags ?? []).length === 0) return;
      for (const what of remarksOf(reading)) remark(what, entry.bytes);
    },
    lifecycle(event) {
      if (event === 'stdin-closed') stdinClosed = true;
      if (event === 'stdout-closed') stdoutClosed = true;
    },
    facts: () => ({ remarked, largestLine, stdinClosed, stdoutClosed, stderrTail: tail.lines() }),
  };
}

function remarksOf({ kind, method, flags = [] }: FrameReading): Remark[] {
  const found = new Set<Remark>();
  for (const flag of flags) {
    switch (flag) {
      case 'carriage-return':
      case 'blank-line':
        found.add('odd-line-ending');
        break;
      case 'byte-order-mark':
      case 'invalid-utf8':
      case 'truncated':
      case 'too-large':
      case 'too-deep':
      case 'text-before-message':
      case 'unknown-id':
      case 'wrong-id-type':
      case 'wrong-era':
        found.add(flag);
        break;
      case 'null-id':
        found.add('wrong-id-type');
        break;
      case 'duplicate-id':
        found.add(kind === 'response' ? 'duplicate-response' : 'invalid');
        break;
      case 'late':
        // The probe of the era and the handshake have short limits of their own.
        if (method !== 'server/discover' && method !== 'initialize') found.add('late');
        break;
      case 'batch-not-allowed':
      case 'result-and-error':
      case 'no-jsonrpc':
        found.add('invalid');
        break;
      case 'batch':
      case 'clipped':
        break;
    }
  }
  // Odd bytes can be in anything; only the others say what the line is.
  const isNamed = [...found].some((what) => !bytesOnly.has(what));
  if (kind === 'noise' && !isNamed && !flags.includes('blank-line')) found.add('noise');
  if (kind === 'invalid' && !isNamed && !flags.includes('batch')) found.add('invalid');
  return [...found];
}

const bytesOnly: ReadonlySet<Remark> = new Set(['odd-line-ending', 'byte-order-mark', 'invalid-utf8']);
