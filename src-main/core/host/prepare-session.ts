import { isStdio } from '#contract/server-definition.ts';
import { randomUUID } from 'node:crypto';
import { safeEnvironment } from '../process/safe-environment.ts';
import type { CatalogueEntry } from '../servers/catalogue.ts';
import { expandVariables } from '../servers/expand-variables.ts';
import { launchFingerprint } from '../servers/launch-fingerprint.ts';
import type { Launch, SessionOptions } from '../session/launch.ts';
import type { EraMemory } from './era-memory.ts';
import { startFolder } from './start-folder.ts';

const defaults = { handshakeTimeout: 10_000, callTimeout: 60_000, maxMessageBytes: 64 * 1024 * 1024 };

/**
 * Everything for one start of a server, from its definition as it is now.
 * Throws HostFailure `missing-variable` when a variable it names has no value.
 */
export function prepareSession(
  entry: CatalogueEntry,
  eras: EraMemory,
  client: { name: string; version: string },
): Omit<SessionOptions, 'openTap'> {
  const definition = expandVariables(entry.definition, process.env, { inputs: entry.inputs ?? {} });
  const keys = definition.signalbox ?? {};
  const known = eras.recall(launchFingerprint(entry.definition));
  const launch: Launch = isStdio(definition)
    ? {
        kind: 'stdio',
        command: definition.command,
        args: definition.args ?? [],
        env: safeEnvironment(definition.env ?? {}),
        cwd: definition.cwd ?? startFolder(),
        ...(keys.contain === 'auto' ? { contain: true } : {}),
      }
    : {
        kind: 'http',
        url: definition.url,
        headers: definition.headers ?? {},
        type: definition.type === 'sse' ? 'sse' : definition.type === undefined ? 'auto' : 'streamable-http',
      };
  return {
    server: entry.name,
    launch,
    era: keys.era ?? 'auto',
    ...(known ? { knownEra: known } : {}),
    handshakeTimeout: keys.handshakeTimeout ?? defaults.handshakeTimeout,
    callTimeout: keys.callTimeout ?? defaults.callTimeout,
    roots: keys.roots ?? [],
    client,
    tag: `${process.pid}.${randomUUID()}`,
    maxMessageBytes: defaults.maxMessageBytes,
  };
}
