import { HostFailure } from '#contract/host-error.ts';
import type { TrafficRecord } from '#contract/traffic-record.ts';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Catalogue } from '../servers/catalogue.ts';
import { hideSecrets } from '../servers/known-secrets.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import type { Calls } from './calls.ts';
import type { CommandTable } from './commands.ts';
import { exportedRecord } from './exported-record.ts';
import type { Fleet } from './fleet.ts';
import { secretsInUse } from './secrets-in-use.ts';

type TrafficCommands = Pick<
  CommandTable,
  'traffic.rows' | 'traffic.record' | 'traffic.clear' | 'traffic.export' | 'traffic.resend'
>;

/** Records of one page of an export, and characters after which a page ends early. */
const exportRows = 500;
const exportCharacters = 4_000_000;
const wholeRecord = 128 * 1024 * 1024;

/** Requests that belong to the life of a session: a second one would break it. */
const never = new Set(['initialize', 'server/discover', 'subscriptions/listen']);

/** Commands about the one timeline. */
export function trafficCommands(
  log: TrafficLog,
  fleet: Fleet,
  calls: Calls,
  catalogue: Catalogue,
): TrafficCommands {
  return {
    'traffic.rows': ({ filter, from, limit }, { signal }) => log.rows(filter, from, limit, { signal }),
    'traffic.record': ({ seq, textLimit }) => log.record(seq, textLimit),
    'traffic.clear'() {
      log.clear();
      return {};
    },
    async 'traffic.export'({ filter, from }, { signal }) {
      const { rows, matching } = await log.rows(filter, from, exportRows, { signal });
      const secrets = secretsInUse(catalogue);
      const hide = (text: string): string => hideSecrets(text, secrets);
      const lines: string[] = [];
      let characters = 0;
      for (const row of rows) {
        if (characters > exportCharacters) break;
        const line = JSON.stringify(exportedRecord(log.record(row.seq, wholeRecord), hide, row));
        lines.push(line);
        characters += line.length;
      }
      const next = from + lines.length;
      return {
        text: lines.map((line) => `${line}\n`).join(''),
        matching,
        ...(next < matching && lines.length > 0 ? { next } : {}),
      };
    },
    async 'traffic.resend'({ seq }) {
      const { server, method, params, argumentsJson } = requestOf(log.record(seq, wholeRecord));
      if (method === 'tools/call') {
        const tool = typeof params['name'] === 'string' ? params['name'] : '';
        return {
          call: calls.start({ target: fleet.target(server), tool, argumentsJson, caller: 'replay' }),
        };
      }
      await fleet.runner(server).running().request(method, params, 'replay');
      return {};
    },
  };
}

interface RecordedRequest {
  server: string;
  method: string;
  params: Record<string, unknown>;
  /** The bytes of `params.arguments`, unchanged. */
  argumentsJson: string;
}

function requestOf({ row, text, clipped }: TrafficRecord): RecordedRequest {
  const { server, method } = row;
  if (row.kind !== 'request' || row.direction !== 'out' || method === undefined || clipped) {
    throw new HostFailure(
      'bad-request',
      'Only a whole request that Signalbox sent can be sent again. Choose a row that goes to the server.',
    );
  }
  if (never.has(method)) {
    throw new HostFailure(
      'bad-request',
      `${method} opens a session and cannot be sent twice. Restart the server to send it again.`,
    );
  }
  const tree = parseTree(text);
  const given = tree && findNodeAtLocation(tree, ['params', 'arguments']);
  const message: unknown = JSON.parse(text);
  const params: unknown = Object(message).params;
  // `_meta` belongs to the request that was, not to the one that will be.
  const { _meta: __, ...rest } = (Object(params ?? {}) as Record<string, unknown>) ?? {};
  return {
    server,
    method,
    params: rest,
    argumentsJson: given ? text.slice(given.offset, given.offset + given.length) : '{}',
  };
}
