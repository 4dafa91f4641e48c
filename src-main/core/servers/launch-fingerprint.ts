import { createHash } from 'node:crypto';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { steersLoading } from './loading-environment.ts';

/**
 * SHA-256 (hex) of what decides which code answers: command, arguments, folder and names of the environment, or the URL
 * and names of the headers. Values count only for names that choose the code itself (`PATH`, `NODE_OPTIONS`…), so that a
 * new password is no new launch. Taken from the definition as it is written, before variables are replaced.
 */
export function launchFingerprint(definition: ServerDefinition): string {
  const parts = isStdio(definition)
    ? [
        'stdio',
        definition.command,
        definition.args ?? [],
        definition.cwd ?? null,
        judgedEnvironment(definition.env),
      ]
    : ['http', definition.url, definition.type ?? null, Object.keys(definition.headers ?? {}).toSorted()];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function judgedEnvironment(env: Record<string, string> = {}): (string | [string, string])[] {
  return Object.keys(env)
    .toSorted()
    .map((name) => (steersLoading(name) ? [name, env[name] ?? ''] : name));
}
