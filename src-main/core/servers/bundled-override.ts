import { HostFailure } from '#contract/host-error.ts';
import { isStdio, type ServerDefinition, type StdioDefinition } from '#contract/server-definition.ts';
import { isRecord, readDefinition } from './read-definition.ts';

/** True for an entry that only changes settings of a bundled server: its `signalbox` says `"bundled": true`. */
export function isBundledOverride(raw: unknown): raw is Record<string, unknown> {
  return isRecord(raw) && isRecord(raw['signalbox']) && raw['signalbox']['bundled'] === true;
}

/**
 * A bundled server with its stored changes: arguments are added, environment and our keys are merged. What is started
 * cannot be changed by the file.
 * @throws HostFailure `bad-definition`
 */
export function applyOverride(
  name: string,
  base: StdioDefinition,
  raw: Record<string, unknown>,
): StdioDefinition {
  const read = readDefinition(name, { ...raw, type: 'stdio', command: base.command });
  if (!isStdio(read)) return base;
  const { args = [], env, signalbox = {}, cwd } = read;
  const { bundled: _, ...keys } = signalbox;
  const merged = { ...base.signalbox, ...keys };
  return {
    ...base,
    ...(base.args || args.length > 0 ? { args: [...(base.args ?? []), ...args] } : {}),
    ...(base.env || env ? { env: { ...base.env, ...env } } : {}),
    ...(cwd === undefined ? {} : { cwd }),
    ...(Object.keys(merged).length > 0 ? { signalbox: merged } : {}),
  };
}

/**
 * What has to be stored so that {@link applyOverride} gives `wanted`.
 * @throws HostFailure `bad-definition` when it would start something else
 */
export function toOverride(
  name: string,
  base: StdioDefinition,
  wanted: ServerDefinition,
): Record<string, unknown> {
  const baseArgs = base.args ?? [];
  if (
    !isStdio(wanted) ||
    wanted.command !== base.command ||
    baseArgs.some((word, at) => wanted.args?.[at] !== word)
  ) {
    throw new HostFailure(
      'bad-definition',
      `"${name}" is part of Signalbox: what it starts cannot be changed, only arguments added. Duplicate it to change more.`,
    );
  }
  const args = (wanted.args ?? []).slice(baseArgs.length);
  const env = Object.fromEntries(
    Object.entries(wanted.env ?? {}).filter(([key, value]) => base.env?.[key] !== value),
  );
  return {
    ...(args.length > 0 ? { args } : {}),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(wanted.cwd === undefined || wanted.cwd === base.cwd ? {} : { cwd: wanted.cwd }),
    signalbox: { bundled: true, ...wanted.signalbox },
  };
}
