import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Service } from '../bundled-server.ts';
import type { Watchers } from '../watchers.ts';
import { claimStdout } from './clean-stdout.ts';
import { listenTap } from './listen-tap.ts';
import { StdioTransport } from './stdio-transport.ts';

/** How long answers that are due may take after the input ended; a host that closed our input waits for our end. */
const lastAnswersMs = 250;

/** Serves one conversation over this process's stdin and stdout; resolves when it is over. */
export async function serveOnStdio(service: Service, watchers: Watchers, stop: AbortSignal): Promise<void> {
  const tap = listenTap(watchers);
  const transport = new StdioTransport(process.stdin, claimStdout(), (message) => tap.see(message));
  const handle = serveStdio(
    ({ era }) => {
      const server = service.create({ era, transport: 'stdio' });
      watchers.attach(server, era);
      return server;
    },
    { transport, maxSubscriptions: 64, onerror: (error) => void process.stderr.write(`${error.message}\n`) },
  );
  const end = (): void => {
    const late = setTimeout(() => void handle.close(), lastAnswersMs);
    void transport.drained().then(() => {
      clearTimeout(late);
      return handle.close();
    });
  };
  transport.onend = end;
  stop.addEventListener('abort', end, { once: true });
  await transport.closed;
  tap.close();
}
