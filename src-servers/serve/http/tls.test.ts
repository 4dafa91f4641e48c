import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startOnHttp } from '../testing/running-server.ts';

const main = fileURLToPath(new URL('../testing/echo-server.ts', import.meta.url));
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!hasOpenssl)('with a certificate and a key it speaks HTTPS', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', ...subject],
    { stdio: 'ignore' },
  );
  await using server = await startOnHttp(main, ['--tls-cert', cert, '--tls-key', key]);
  expect(server.origin).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/u);
  const status = await new Promise((resolve, reject) => {
    request(`${server.origin}/healthz`, { ca: readFileSync(cert), agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(200);
  rmSync(folder, { recursive: true });
});
