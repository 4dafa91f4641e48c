import { OAuthError, OAuthErrorCode, type AuthInfo } from '@modelcontextprotocol/server';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { TokenGate } from './guard.ts';
import type { OAuthSettings } from './http-settings.ts';

/** Signatures by key pair only: a shared-secret algorithm would let anybody who reads the public key sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const metadataPath = '/.well-known/oauth-protected-resource';

/** This server as an OAuth 2.1 protected resource (MCP 2025-11-25, basic/authorization). */
export interface ProtectedResource extends TokenGate {
  /** Answers requests for the metadata document of RFC 9728, undefined for any other path. */
  metadata(path: string): Response | undefined;
}

/** @param resource the URL clients use for this server, which tokens must name as their audience */
export function protectedResource(settings: OAuthSettings, resource: URL, name: string): ProtectedResource {
  const audience = settings.audience ?? resource.href;
  const issuer = settings.issuer.href.replace(/\/$/u, '');
  // An issuer is compared as text (RFC 8414): with or without the slash that URL parsing adds, nothing else.
  const issuers = [issuer, `${issuer}/`];
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const findKeys = (): Promise<JWTVerifyGetKey> => {
    keys ??= jwksOf(settings)
      .then((url) => createRemoteJWKSet(url))
      .catch((error: unknown) => {
        // The issuer may be back at the next request.
        keys = undefined;
        throw error;
      });
    return keys;
  };
  const document = {
    resource: resource.href,
    authorization_servers: [issuer],
    bearer_methods_supported: ['header'],
    ...(settings.scopes.length > 0 && { scopes_supported: settings.scopes }),
    resource_name: name,
  };
  const path = `${metadataPath}${resource.pathname === '/' ? '' : resource.pathname}`;
  return {
    scopes: settings.scopes,
    metadataUrl: new URL(path, resource).href,
    metadata: (asked) =>
      asked === path || asked === metadataPath
        ? Response.json(document, { headers: { 'cache-control': 'max-age=300' } })
        : undefined,
    async verifyAccessToken(token): Promise<AuthInfo> {
      const keyOf = await findKeys();
      try {
        const { payload } = await jwtVerify(token, keyOf, {
          issuer: issuers,
          audience,
          algorithms,
          requiredClaims: ['exp'],
          clockTolerance: 30,
        });
        return authInfoOf(token, payload);
      } catch (error) {
        if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
        throw new OAuthError(OAuthErrorCode.InvalidToken, `This token is not valid here: ${error.message}`);
      }
    },
  };
}

function authInfoOf(token: string, payload: JWTPayload): AuthInfo {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  return {
    token,
    clientId: text(payload['client_id']) ?? text(payload['azp']) ?? payload.sub ?? 'unknown',
    scopes: (text(payload['scope']) ?? '').split(' ').filter((scope) => scope !== ''),
    ...(payload.exp !== undefined && { expiresAt: payload.exp }),
    extra: { subject: payload.sub },
  };
}

/** Finds the issuer's keys through its metadata: RFC 8414 first, then OpenID Connect. */
async function jwksOf({ issuer, jwks }: OAuthSettings): Promise<URL> {
  if (jwks !== undefined) return jwks;
  const path = issuer.pathname.replace(/\/$/u, '');
  const places = [
    `/.well-known/oauth-authorization-server${path}`,
    `${path}/.well-known/openid-configuration`,
    `/.well-known/openid-configuration${path}`,
  ];
  for (const place of places) {
    const response = await fetch(new URL(place, issuer), {
      signal: AbortSignal.timeout(5_000),
      headers: { accept: 'application/json' },
    }).catch(() => undefined);
    if (response?.ok !== true) continue;
    const found: unknown = await response.json().catch(() => undefined);
    if (typeof found !== 'object' || found === null || !('jwks_uri' in found)) continue;
    const url = typeof found.jwks_uri === 'string' ? URL.parse(found.jwks_uri) : null;
    if (url !== null && (url.protocol === 'https:' || url.origin === issuer.origin)) return url;
  }
  throw new Error(`No keys found for ${issuer.href}: give --oauth-jwks URL.`);
}
