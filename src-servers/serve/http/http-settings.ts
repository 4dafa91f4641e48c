import { readFileSync } from 'node:fs';
import { UsageError, type OptionValues, type sharedOptions } from '../options.ts';

/** What the command line says about serving HTTP, checked. */
export interface HttpSettings {
  readonly port: number;
  readonly host: string;
  /** The shared secret clients must send, if any. */
  readonly token: string | undefined;
  /** Names accepted in the Host header, lower case, without a port. */
  readonly hosts: ReadonlySet<string>;
  /** Web origins that may call, beside pages served from this very address. */
  readonly origins: ReadonlySet<string>;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly oauth: OAuthSettings | undefined;
  readonly publicUrl: URL | undefined;
  readonly maxSessions: number;
}

export interface OAuthSettings {
  readonly issuer: URL;
  readonly audience: string | undefined;
  readonly jwks: URL | undefined;
  readonly scopes: readonly string[];
}

/** @throws UsageError when the options do not fit together or would open the machine to others without a token */
export function httpSettings(values: OptionValues<typeof sharedOptions>): HttpSettings {
  const host = values.host ?? '127.0.0.1';
  const token = tokenFrom(values.token, values['token-file']);
  const oauth = oauthFrom(values);
  if (!isLoopback(host) && token === undefined && oauth === undefined)
    throw new UsageError(
      `${host} can be reached from other machines: give --token-file FILE (or --oauth-issuer URL), or leave --host out.`,
    );
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key go together.');
  return {
    port: wholeNumber('--http', values.http ?? '0', 65_535),
    host,
    token,
    hosts: new Set(
      ['localhost', '127.0.0.1', '[::1]', bracketed(host), ...(values['allowed-host'] ?? [])].map((name) =>
        name.toLowerCase(),
      ),
    ),
    origins: new Set(
      (values['allowed-origin'] ?? []).map((origin) => urlFrom('--allowed-origin', origin).origin),
    ),
    tls: cert === undefined || key === undefined ? undefined : tlsFrom(textOf(cert), textOf(key)),
    oauth,
    publicUrl: values['public-url'] === undefined ? undefined : urlFrom('--public-url', values['public-url']),
    maxSessions: Math.max(1, wholeNumber('--max-sessions', values['max-sessions'] ?? '64', 10_000)),
  };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/** An IPv6 address as it stands in a URL. */
export function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function tlsFrom(cert: string, key: string): { cert: string; key: string } {
  try {
    process.getBuiltinModule('node:tls').createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--tls-cert and --tls-key must be a certificate and its key in PEM: ${reason}`, {
      cause: error,
    });
  }
}

function oauthFrom(values: OptionValues<typeof sharedOptions>): OAuthSettings | undefined {
  const issuer = values['oauth-issuer'];
  if (issuer === undefined) {
    for (const name of ['oauth-audience', 'oauth-jwks', 'oauth-scope'] as const) {
      if (values[name] !== undefined) throw new UsageError(`--${name} needs --oauth-issuer.`);
    }
    return undefined;
  }
  const jwks = values['oauth-jwks'];
  return {
    issuer: secureUrl('--oauth-issuer', issuer),
    audience: values['oauth-audience'],
    jwks: jwks === undefined ? undefined : secureUrl('--oauth-jwks', jwks),
    scopes: values['oauth-scope'] ?? [],
  };
}

/** Keys fetched over plain HTTP could be anybody's; only this machine itself is trusted without TLS. */
function secureUrl(option: string, text: string): URL {
  const url = urlFrom(option, text);
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return url;
  throw new UsageError(`${option} must be an https URL.`);
}

function urlFrom(option: string, text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UsageError(`${option} ${text} is not an http or https URL.`);
  return url;
}

function tokenFrom(token: string | undefined, file: string | undefined): string | undefined {
  if (token !== undefined && file !== undefined)
    throw new UsageError('Give --token or --token-file, not both.');
  const found = file === undefined ? token : textOf(file).trim();
  if (found === '') throw new UsageError('The token is empty.');
  return found;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = /^\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new UsageError(`${option} ${text} is not a whole number from 0 to ${most}.`);
}
