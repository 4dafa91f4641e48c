const names = new Set([
  'PATH',
  'NODE_OPTIONS',
  'NODE_PATH',
  'PYTHONPATH',
  'PYTHONSTARTUP',
  'PYTHONHOME',
  'PERL5OPT',
  'PERL5LIB',
  'RUBYOPT',
  'RUBYLIB',
  'JAVA_TOOL_OPTIONS',
  '_JAVA_OPTIONS',
  'JDK_JAVA_OPTIONS',
  'CLASSPATH',
  'DOTNET_STARTUP_HOOKS',
  'BASH_ENV',
  'ENV',
  'GIT_SSH_COMMAND',
  'DOCKER_HOST',
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'UV_INDEX_URL',
  'UV_DEFAULT_INDEX',
]);

/** True for an environment variable that decides which code a program loads. */
export function steersLoading(name: string): boolean {
  const upper = name.toUpperCase();
  return names.has(upper) || /^(LD_|DYLD_|NPM_CONFIG_)/.test(upper);
}
