/** The scheme of the window's files. Standard and secure, so that the page has an origin of its own. */
export const ownScheme = 'app';
export const ownOrigin = 'app://signalbox';
export const startAddress = `${ownOrigin}/index.html`;

/** True for an address of the window's own files. */
export function isOwnAddress(address: string): boolean {
  return address === ownOrigin || address.startsWith(`${ownOrigin}/`);
}
