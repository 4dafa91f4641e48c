/** A link that a person may open after seeing where it leads. */
export interface OpenableLink {
  /** The address as the browser will get it. */
  href: string;
  /** The whole host, with its port; names in other scripts in their encoded form (`xn--…`), so that they cannot pose. */
  host: string;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const longest = 8192;

/** What to ask a person about, or undefined: this address is never opened, by any sink. */
export function openableLink(address: string): OpenableLink | undefined {
  // The URL parser strips tabs, newlines and spaces; an address that needs that was made to deceive.
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (address.length > longest || /[\u0000-\u0020\u007f\\]/.test(address) || !URL.canParse(address))
    return undefined;
  const url = new URL(address);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  if (!isSafe || url.username !== '' || url.password !== '') return undefined;
  return { href: url.href, host: url.host };
}
