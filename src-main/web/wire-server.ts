import { jsonWire, type TextChannel } from '#contract/json-wire.ts';
import type { Wire } from '#contract/wire.ts';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { refusalOf } from './request-guard.ts';
import type { SessionDoor } from './session-door.ts';

const largestMessage = 80 * 1024 * 1024;
/** A window that lets this much pile up has stopped reading; it is cut off and recovers when it reconnects. */
const largestBacklog = 512 * 1024 * 1024;
const heartbeat = 30_000;

/** Accepts WebSockets on `/wire` of a server: those with the cookie, and only from our own page. */
export function serveWires(
  server: Server,
  door: SessionDoor,
  port: number,
  onWire: (wire: Wire) => void,
): { close(): void } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    clientTracking: true,
  });

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    if (refusalOf(request.headers, port) !== undefined) refuse('403 Forbidden');
    else if (!door.knows(request.headers.cookie)) refuse('401 Unauthorized');
    else if (request.url !== '/wire') refuse('404 Not Found');
    else sockets.handleUpgrade(request, socket, head, (accepted) => onWire(jsonWire(channelOf(accepted))));
  });

  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      else {
        silent.add(socket);
        socket.ping();
      }
    }
  }, heartbeat);
  timer.unref();

  return {
    close() {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

/** Sockets that were asked for a sign of life and have not given one yet. */
const silent = new WeakSet<WebSocket>();

function channelOf(socket: WebSocket): TextChannel {
  socket.on('pong', () => silent.delete(socket));
  // A broken frame or an oversized message; the close event follows.
  socket.on('error', () => socket.terminate());
  return {
    send: (text) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > largestBacklog) socket.terminate();
      else socket.send(text);
    },
    onText: (listener) => {
      socket.on('message', (data, isBinary) => {
        silent.delete(socket);
        if (isBinary) socket.close(1003, 'texts only');
        // `ws` gives one Buffer for a text message unless told otherwise.
        else if (Buffer.isBuffer(data)) listener(data.toString());
      });
    },
    onClose: (listener) => {
      socket.once('close', () => listener());
    },
    close: () => socket.close(),
  };
}
