import {
  OAuthError,
  bearerAuthChallengeResponse,
  verifyBearerToken,
  type AuthInfo,
} from '@modelcontextprotocol/server';
import type { HttpSettings } from './http-settings.ts';
import { refusal } from './web-exchange.ts';

/** Checks an access token; made by `oauth.ts`. */
export interface TokenGate {
  verifyAccessToken(token: string): Promise<AuthInfo>;
  readonly scopes: readonly string[];
  readonly metadataUrl: string;
}

/**
 * Refuses a request that was not meant for us. A web page anywhere can make a browser send requests to 127.0.0.1;
 * it cannot choose the Origin the browser names (cross-site calls), nor the Host when it rebinds its own name to
 * our address. (MCP, basic/transports, security warning.)
 *
 * @returns the refusal, or undefined when the request may go on
 */
export function strangerRefusal(request: Request, settings: HttpSettings): Response | undefined {
  const host = request.headers.get('host')?.toLowerCase() ?? '';
  const name = host.replace(/:\d{1,5}$/u, '');
  if (!settings.hosts.has(name))
    return refusal(
      403,
      `The name ${JSON.stringify(name)} is not allowed; start the server with --allowed-host.`,
    );
  const origin = request.headers.get('origin');
  if (origin === null) return undefined;
  const own = `${settings.tls ? 'https' : 'http'}://${host}`;
  if (origin === own || settings.origins.has(origin)) return undefined;
  return refusal(
    403,
    `Pages of ${JSON.stringify(origin)} may not call; start the server with --allowed-origin.`,
  );
}

/**
 * Asks for the bearer token.
 * @returns who is calling (undefined: no token is asked for), or the refusal to send
 */
export async function authenticate(
  request: Request,
  settings: HttpSettings,
  oauth: TokenGate | undefined,
): Promise<AuthInfo | Response | undefined> {
  if (settings.token === undefined && oauth === undefined) return undefined;
  const header = request.headers.get('authorization');
  const given = /^bearer +(\S+)$/iu.exec(header ?? '')?.[1];
  if (given !== undefined && settings.token !== undefined && sameSecret(given, settings.token))
    return { token: given, clientId: 'shared-token', scopes: [...(oauth?.scopes ?? [])] };
  if (oauth === undefined)
    return refusal(401, 'Send the token the server was started with: Authorization: Bearer TOKEN.', {
      'www-authenticate': given === undefined ? 'Bearer' : 'Bearer error="invalid_token"',
    });
  const requiredScopes = [...oauth.scopes];
  const resourceMetadataUrl = oauth.metadataUrl;
  try {
    return await verifyBearerToken(header, { verifier: oauth, requiredScopes, resourceMetadataUrl });
  } catch (error) {
    // Everything that is not an OAuth error is ours (the issuer cannot be reached): the SDK answers 500 then.
    if (!(error instanceof OAuthError)) process.stderr.write(`Token check failed: ${String(error)}\n`);
    return bearerAuthChallengeResponse(error, { requiredScopes, resourceMetadataUrl });
  }
}

/** Compares digests, so that neither content nor length of the secret shows in the time it takes. */
function sameSecret(left: string, right: string): boolean {
  const { createHash, timingSafeEqual } = process.getBuiltinModule('node:crypto');
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** What a browser needs to see before it lets an allowed page read our answers. */
export function corsHeaders(request: Request): Record<string, string> {
  const origin = request.headers.get('origin');
  if (origin === null) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
    'access-control-allow-headers':
      request.headers.get('access-control-request-headers') ??
      'authorization, content-type, last-event-id, mcp-protocol-version, mcp-session-id',
    'access-control-expose-headers': 'mcp-session-id, www-authenticate',
    'access-control-max-age': '600',
    vary: 'origin',
  };
}
