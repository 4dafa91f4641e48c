import { noncePlaceholder, pageHeaders } from '#contract/page-policy.ts';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { loginPage, loginScript } from './login-page.ts';
import type { RendererFile } from './renderer-files.ts';
import { refusalOf } from './request-guard.ts';
import type { SessionDoor } from './session-door.ts';

const longestToken = 1024;

/**
 * Answers every HTTP request of the web shell. Without the cookie there are only the page that asks for it and the
 * exchange of the token; no answer ever carries data of the host, which goes over the wire alone.
 */
export function createHttpHandler(
  files: ReadonlyMap<string, RendererFile>,
  door: SessionDoor,
  port: number,
): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const nonce = randomBytes(18).toString('base64');
    for (const [name, value] of Object.entries(pageHeaders(nonce))) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-store');

    const refusal = refusalOf(request.headers, port);
    if (refusal !== undefined) return end(response, 403, `Refused: ${refusal}.`);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/session') return session(request, response, door);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return end(response, 405, 'Only GET is answered here.');
    }
    const known = door.knows(request.headers.cookie);
    if (path === '/login.js') return end(response, 200, loginScript, 'text/javascript; charset=utf-8');
    if (path === '/' && !known) {
      return end(response, 200, loginPage.replaceAll(noncePlaceholder, nonce), 'text/html; charset=utf-8');
    }
    if (!known) return end(response, 401, 'No session. Open the address that Signalbox printed.');

    const name = path === '/' ? '/index.html' : path;
    const file = files.get(name);
    if (!file) return end(response, 404, 'There is no such file.');
    const content = await file.read();
    if (name.endsWith('.html')) {
      return end(response, 200, content.toString().replaceAll(noncePlaceholder, nonce), file.type);
    }
    // Names under /assets carry a hash of their content.
    if (name.startsWith('/assets/')) {
      response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
    }
    end(response, 200, content, file.type);
  }

  return (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else end(response, 500, 'It failed. Try again.');
    });
  };
}

async function session(request: IncomingMessage, response: ServerResponse, door: SessionDoor): Promise<void> {
  if (request.method === 'GET') {
    const known = door.knows(request.headers.cookie);
    return end(response, known ? 204 : 401, known ? '' : 'No session.');
  }
  if (request.method !== 'POST') {
    response.setHeader('Allow', 'GET, POST');
    return end(response, 405, 'Only GET and POST are answered here.');
  }
  let offered = '';
  for await (const chunk of request.setEncoding('utf8')) {
    offered += String(chunk);
    if (offered.length > longestToken) {
      response.setHeader('Connection', 'close');
      return end(response, 413, 'That is no token.');
    }
  }
  const cookie = door.redeem(offered.trim());
  if (cookie === undefined) return end(response, 401, 'Wrong token.');
  response.setHeader('Set-Cookie', cookie);
  end(response, 204, '');
}

function end(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  type = 'text/plain; charset=utf-8',
): void {
  response.statusCode = status;
  if (status !== 204) response.setHeader('Content-Type', type);
  // Node leaves the body of an answer to HEAD out by itself.
  response.end(status === 204 ? undefined : body);
}
