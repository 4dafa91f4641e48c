import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWK } from 'jose';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, initialize, openSession, post } from '../testing/http-caller.ts';
import { startOnHttp, type HttpServerProcess } from '../testing/running-server.ts';

const main = fileURLToPath(new URL('../testing/echo-server.ts', import.meta.url));
const resource = 'https://mcp.example/mcp';

/** A real issuer on this machine: its metadata and its keys over HTTP. */
async function startIssuer(keys: readonly JWK[]): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const url = `http://localhost:${portOf(server)}`;
    const documents: Record<string, unknown> = {
      '/.well-known/oauth-authorization-server': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { url: `http://localhost:${portOf(server)}`, server };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a server that trusts an OAuth issuer', async () => {
  const ours = await generateKeyPair('RS256', { extractable: true });
  const theirs = await generateKeyPair('RS256');
  let issuer: { url: string; server: Server };
  let server: HttpServerProcess;

  beforeAll(async () => {
    issuer = await startIssuer([
      { ...(await exportJWK(ours.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' },
    ]);
    const options = ['--oauth-issuer', issuer.url, '--oauth-scope', 'mcp', '--public-url', resource];
    server = await startOnHttp(main, options);
  });
  afterAll(async () => {
    await server.stop();
    issuer.server.close();
  });

  interface Claims {
    readonly iss?: string;
    readonly aud?: string | string[];
    readonly exp?: string | null;
    readonly scope?: string;
    readonly sub?: string;
  }

  const claimed = (claims: Claims): SignJWT => {
    const token = new SignJWT({ scope: claims.scope ?? 'mcp other', client_id: 'tester' })
      .setIssuer(claims.iss ?? issuer.url)
      .setAudience(claims.aud ?? resource)
      .setSubject(claims.sub ?? 'alice')
      .setIssuedAt();
    return claims.exp === null ? token : token.setExpirationTime(claims.exp ?? '5m');
  };
  const signed = (claims: Claims = {}, key = ours.privateKey): Promise<string> =>
    claimed(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
  const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

  test('tells a client without a token where to get one', async () => {
    const refused = await post(server.origin, initialize);
    expect(refused.status).toBe(401);
    const where = 'https://mcp.example/.well-known/oauth-protected-resource/mcp';
    expect(refused.headers['www-authenticate']).toContain(`resource_metadata="${where}"`);
    for (const path of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-protected-resource',
    ]) {
      const metadata = await call(server.origin, path);
      expect(JSON.parse(metadata.text)).toEqual({
        resource,
        authorization_servers: [issuer.url],
        bearer_methods_supported: ['header'],
        scopes_supported: ['mcp'],
        resource_name: 'echo',
      });
    }
  });

  test('lets in a token of the issuer for this resource', async () => {
    expect((await post(server.origin, initialize, bearer(await signed()))).status).toBe(200);
    const several = await signed({ aud: ['https://other.example', resource] });
    expect((await post(server.origin, initialize, bearer(several))).status).toBe(200);
  });

  test.each<[string, () => Promise<string>, number]>([
    ['for another resource', () => signed({ aud: 'https://other.example/mcp' }), 401],
    ['of another issuer', () => signed({ iss: 'https://evil.example' }), 401],
    ['that is over', () => signed({ exp: '-5m' }), 401],
    ['that never ends', () => signed({ exp: null }), 401],
    ['signed with another key', () => signed({}, theirs.privateKey), 401],
    ['without the scope', () => signed({ scope: 'other' }), 403],
    ['with the scope as a part of a word', () => signed({ scope: 'mcpx' }), 403],
    [
      'without a signature',
      async () =>
        new UnsecuredJWT({ scope: 'mcp' })
          .setIssuer(issuer.url)
          .setAudience(resource)
          .setExpirationTime('5m')
          .encode(),
      401,
    ],
    [
      'signed with the public key as a shared secret',
      async () =>
        claimed({})
          .setProtectedHeader({ alg: 'HS256', kid: 'one' })
          .sign(new TextEncoder().encode(await exportSPKI(ours.publicKey))),
      401,
    ],
    ['that is no token', async () => 'a.b.c', 401],
  ])('refuses a token %s', async (_kind, token, status) => {
    const refused = await post(server.origin, initialize, bearer(await token()));
    expect(refused.status).toBe(status);
    expect(refused.headers['www-authenticate']).toContain(
      status === 401 ? 'invalid_token' : 'insufficient_scope',
    );
  });

  test('keeps the session of one person from another, who has a good token too', async () => {
    const [alice, bob] = [bearer(await signed({ sub: 'alice' })), bearer(await signed({ sub: 'bob' }))];
    const session = { 'mcp-session-id': await openSession(server.origin, alice) };
    const ping = { id: 2, method: 'ping' };
    expect((await post(server.origin, ping, { ...alice, ...session })).status).toBe(200);
    expect((await post(server.origin, ping, { ...bob, ...session })).status).toBe(404);
    const end = await call(server.origin, '/mcp', { method: 'DELETE', headers: { ...bob, ...session } });
    expect(end.status).toBe(404);
    expect((await post(server.origin, ping, { ...alice, ...session })).status).toBe(200);
  });
});

test('an issuer that cannot be reached is our failure (500), not the token’s', async () => {
  const gone = await startIssuer([]);
  await new Promise((resolve) => gone.server.close(resolve));
  await using server = await startOnHttp(main, ['--oauth-issuer', gone.url]);
  const { privateKey } = await generateKeyPair('RS256');
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer(gone.url)
    .setExpirationTime('5m')
    .sign(privateKey);
  expect((await post(server.origin, initialize, { authorization: `Bearer ${token}` })).status).toBe(500);
});
