/** The variables the MCP specification's own SDKs hand to a stdio server; everything else may hold secrets. */
const posix = ['HOME', 'LOGNAME', 'PATH', 'SHELL', 'TERM', 'USER'];
const windows = [
  'APPDATA',
  'COMSPEC',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOCALAPPDATA',
  'PATH',
  'PATHEXT',
  'PROCESSOR_ARCHITECTURE',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
  'SYSTEMDRIVE',
  'SYSTEMROOT',
  'TEMP',
  'USERNAME',
  'USERPROFILE',
];

/**
 * The complete environment of a server: the safe list taken from `from`, plus the server's own configuration.
 * Values that start with `()` are skipped: old shells run them as functions.
 */
export function safeEnvironment(
  own: Record<string, string>,
  from: Record<string, string | undefined> = process.env,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of platform === 'win32' ? windows : posix) {
    const value = from[name];
    if (value !== undefined && !value.startsWith('()')) environment[name] = value;
  }
  return { ...environment, ...own };
}
