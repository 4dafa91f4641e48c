import type { Caller } from '#contract/grant.ts';
import type { HostApi } from '#contract/host-contract.ts';
import { HostFailure } from '#contract/host-error.ts';
import { serveHost } from '#contract/serve-host.ts';
import { createServer, type Server } from 'node:http';
import { createHttpHandler } from './http-handler.ts';
import { listRendererFiles } from './renderer-files.ts';
import { createSessionDoor } from './session-door.ts';
import { serveWires } from './wire-server.ts';

/** The part of the host that the web shell needs. */
export interface ServedHost {
  as(caller: Caller): HostApi;
}

/** A web shell that is listening. */
export interface WebShell {
  port: number;
  /** The address with the token of this run. */
  url: string;
  /** Closes every window's connection and the port. The host goes on. */
  close(): Promise<void>;
}

/** Opens the web shell on the loopback interface, and nowhere else. */
export async function startWeb(
  host: ServedHost,
  options: { port: number; rendererDir: string; onProblem: (problem: HostFailure) => void },
): Promise<WebShell> {
  const files = listRendererFiles(options.rendererDir);
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000 });
  const port = await listen(server, options.port);
  const door = createSessionDoor(port);
  const wires = serveWires(server, door, port, (wire) =>
    serveHost(wire, host.as('window'), { onProblem: options.onProblem }),
  );
  server.on('request', createHttpHandler(files, door, port));
  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${door.token}`,
    close: () =>
      new Promise((resolve) => {
        wires.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new HostFailure('unreachable', `${whyNotListening(error, port)} Choose another port with --port.`, {
          cause: error,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TCP server has a port'));
      else resolve(address.port);
    });
  });
}

function whyNotListening(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use by another program.`;
  if (error.code === 'EACCES') return `Port ${port} may not be used by this account.`;
  return `The web shell cannot listen on port ${port} (${error.code ?? error.message}).`;
}
