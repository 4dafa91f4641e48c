/** Folders deeper than this are one: nobody opens twenty levels. */
const deepest = 6;

/**
 * Where a URI or URI template stands in a tree: its scheme with the authority, then the folders of its path. What stands
 * in braces is never cut. The last part is the entry itself.
 */
export function uriFolders(uri: string): string[] {
  const scheme = /^[a-z][\w+.-]*:(?:\/\/)?/i.exec(uri)?.[0];
  if (scheme === undefined) return [];
  const rest = uri.slice(scheme.length).split(/[?#]/, 1)[0] ?? '';
  const parts = (rest.match(/(?:\{[^{}]*\}|[^/{]|\{)+\/*|\/+/g) ?? []).slice(0, -1);
  const kept = parts.slice(0, deepest - 1);
  const more = parts.slice(deepest - 1).join('');
  return [scheme, ...kept, ...(more === '' ? [] : [more])];
}
