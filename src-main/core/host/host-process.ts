/**
 * For tests: a host in a process of its own, to be killed, starved or run twice. Argument: JSON of host options and
 * `start`, the names of the servers to start. Says one line of JSON on stdout for each thing it has done.
 */
import { createHost, type HostOptions } from './host.ts';

interface Wish {
  options: Partial<HostOptions> & Pick<HostOptions, 'dataDir'>;
  start: string[];
  /** Calls this server's tool `echo` and says the result. */
  call?: string;
}

const say = (what: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
// The test that starts this wrote it.
const wish = JSON.parse(process.argv[2] ?? '{}') as Wish;

const host = await createHost({
  shell: 'cli',
  version: '0.0.0',
  configFiles: [],
  bundledServersDir: undefined,
  node: { command: process.execPath, env: {} },
  autostart: false,
  capabilities: { canReveal: false, canOpenLinks: false },
  canAsk: false,
  allowAll: true,
  ...wish.options,
});
const api = host.as('cli');
for (const server of wish.start) await api.call('server.start', { server });
if (wish.call !== undefined) {
  const { call } = await api.call('call.start', {
    server: wish.call,
    tool: 'echo',
    argumentsJson: '{"text":"from the other host"}',
  });
  await api.call('call.result', { callId: call.id });
}
const { notices } = await api.call('host.snapshot', {});
say({ ready: true, notices: notices.map((notice) => notice.text) });
process.stdin.once('end', () => void host.close().then(() => say({ closed: true })));
process.stdin.resume();
