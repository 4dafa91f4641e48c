import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request is refused before anything looks at it, or undefined.
 *
 * A page of another site reaches a loopback port through the browser of the person who sits here. Its `Origin` gives it
 * away; when it has rebound a name of its own to 127.0.0.1, its `Host` does.
 */
export function refusalOf(headers: IncomingHttpHeaders, port: number): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host.toLowerCase())) return 'foreign Host';
  // The origin must be the very host that is addressed: localhost and 127.0.0.1 are two origins.
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`) return 'foreign Origin';
  const site = headers['sec-fetch-site'];
  const fromElsewhere = site === 'cross-site' || site === 'same-site';
  if (fromElsewhere && headers['sec-fetch-mode'] !== 'navigate') return 'request of another site';
  return undefined;
}
