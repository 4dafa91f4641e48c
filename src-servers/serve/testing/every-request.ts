import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One request of a list that reaches every handler of a server, in good ways and bad. */
type Asked = readonly [method: string, params: object];

const call = (name: string, args: object, _meta?: object): Asked => [
  'tools/call',
  { name, arguments: args, ...(_meta !== undefined && { _meta }) },
];
const read = (uri: string): Asked => ['resources/read', { uri }];
const get = (name: string, args?: object): Asked => [
  'prompts/get',
  { name, ...(args !== undefined && { arguments: args }) },
];
const complete = (ref: object, name: string, value: string): Asked => [
  'completion/complete',
  { ref, argument: { name, value } },
];

/** What every server is asked: lists, the unknown, and what only the legacy era has. */
const common: readonly Asked[] = [
  ['ping', {}],
  ['logging/setLevel', { level: 'debug' }],
  ...['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list', 'nonsense'].map(
    (method): Asked => [method, {}],
  ),
  ['resources/list', { cursor: 'garbage' }],
  call('no_such_tool', {}),
  read('nothing://here'),
  get('no_such_prompt'),
  ['resources/subscribe', { uri: 'system://metrics' }],
  ['resources/unsubscribe', { uri: 'system://metrics' }],
];

const systemMonitor: readonly Asked[] = [
  call('get_metrics', {}),
  call('get_metrics', { surplus: true }),
  call('list_processes', { sort_by: 'cpu', limit: 200 }),
  call('list_processes', { cursor: 'garbage' }),
  call('list_processes', { limit: 'many' }),
  call('terminate_process', { pid: 1 }),
  call('terminate_process', { pid: process.pid, started_at: '2001-01-01T00:00:00Z' }),
  ...['metrics', 'metrics/history', 'processes', `processes/${process.pid}`, 'processes/x', 'nothing'].map(
    (name) => read(`system://${name}`),
  ),
  ...['a.log', 'packed.gz', 'link.log', 'zero.log', 'none', '%2e%2e', '%00', '%ff'].map((name) =>
    read(`system://logs/${name}`),
  ),
  get('system_checkup', { detailed: 'true' }),
  get('system_checkup', { detailed: 'maybe' }),
  complete({ type: 'ref/resource', uri: 'system://logs/{filename}' }, 'filename', 'a'),
  complete({ type: 'ref/resource', uri: 'system://processes/{pid}' }, 'pid', '1'),
  complete({ type: 'ref/prompt', name: 'system_checkup' }, 'detailed', 't'),
];

const fileSearcher: readonly Asked[] = [
  call('search_files', { query: 'END', context_lines: 1, gitignore: true }, { progressToken: 'p' }),
  call('search_files', { query: 'e.d', regex: true, whole_word: true }),
  call('search_files', { query: '(', regex: true }),
  call('search_files', { query: '' }),
  call('analyze_text', { path: 'a.log' }, { progressToken: 'p' }),
  call('analyze_text', { text: 'one two' }),
  call('analyze_text', { path: 'packed.gz' }),
  call('analyze_text', {}),
  read('file-searcher://config'),
  ...['a.log', 'packed.gz', 'link.log', 'zero.log', 'none', '%2e%2e', '%00', '%ff'].map((name) =>
    read(`file-searcher://file/${name}`),
  ),
  get('summarize_matches', { query: 'END' }),
  get('summarize_matches', {}),
  complete({ type: 'ref/resource', uri: 'file-searcher://file/{path}' }, 'path', ''),
  complete({ type: 'ref/prompt', name: 'summarize_matches' }, 'query', 'E'),
];

/** The servers, each with how a test starts it and all that it can be asked. */
export const everyRequest = {
  'system-monitor': { folderOption: '--logs', requests: [...common, ...systemMonitor] },
  'file-searcher': { folderOption: '--safe-dir', requests: [...common, ...fileSearcher] },
} as const;

/** What lies beside the folder, and must be in no answer. */
export const secretText = 'nobody-may-read-this';

/** A folder with a text, a binary file, and links to what must not be read; gone when disposed of. */
export function folderWithTraps(): { path: string } & Disposable {
  const outer = mkdtempSync(join(tmpdir(), 'every-request-'));
  const path = join(outer, 'inside');
  mkdirSync(path);
  writeFileSync(join(outer, 'secret.txt'), secretText);
  writeFileSync(join(path, 'a.log'), `${'x'.repeat(40)}!\n${'x'.repeat(300 * 1024)} END\n`);
  writeFileSync(join(path, 'packed.gz'), Buffer.from([31, 139, 0, 0, 1]));
  symlinkSync('../secret.txt', join(path, 'link.log'));
  symlinkSync('/dev/zero', join(path, 'zero.log'));
  return { path, [Symbol.dispose]: () => rmSync(outer, { recursive: true }) };
}
