import type { TextChannel } from '#contract/json-wire.ts';
import { WebSocket } from 'ws';

/** Exchanges the token of a printed address for the cookie, as the login page does. For tests. */
export async function signIn(url: string): Promise<string> {
  const { origin, hash } = new URL(url);
  const answer = await fetch(`${origin}/session`, { method: 'POST', body: hash.replace('#token=', '') });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`no cookie: ${answer.status}`);
  return cookie;
}

/** A window's end of the WebSocket, with its cookie, from its own page. For tests. */
export async function socketChannel(port: number, cookie: string): Promise<TextChannel> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/wire`, {
    headers: { cookie, origin: `http://127.0.0.1:${port}` },
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    send: (text) => socket.send(text),
    onText: (listener) => {
      socket.on('message', (data) => {
        if (Buffer.isBuffer(data)) listener(data.toString());
      });
    },
    onClose: (listener) => {
      socket.once('close', () => listener());
    },
    close: () => socket.close(),
  };
}
