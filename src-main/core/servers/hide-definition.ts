import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { hideArguments, hideInUrl, hideValue, isSecretName } from './describe-launch.ts';

/**
 * A definition that may be shown to others: values of environment variables (whatever their name) and of headers,
 * arguments, parameters of addresses and further keys that are named like secrets become `••••`. References such as
 * `${TOKEN}` stay.
 */
export function hideDefinition(definition: ServerDefinition): Record<string, unknown> {
  if (!isStdio(definition)) {
    const { url, headers, ...rest } = definition;
    return {
      url: hideInUrl(url),
      ...(headers ? { headers: mapValues(headers, (value, name) => shown(value, name)) } : {}),
      ...mapValues(rest, shown),
    };
  }
  const { command, args, env, ...rest } = definition;
  const [shownCommand, ...shownArgs] = hideArguments([command, ...(args ?? [])]);
  return {
    command: shownCommand,
    ...(args ? { args: shownArgs } : {}),
    ...(env ? { env: mapValues(env, hideValue) } : {}),
    ...mapValues(rest, shown),
  };
}

function shown(value: unknown, name: string): unknown {
  if (typeof value === 'string') return isSecretName(name) ? hideValue(value) : hideInUrl(value);
  if (Array.isArray(value)) return value.map((item) => shown(item, name));
  if (typeof value === 'object' && value !== null) return mapValues(value, shown);
  return value;
}

function mapValues<V>(of: Record<string, V> | object, change: (value: V, name: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(of).map(([name, value]: [string, V]) => [name, change(value, name)]),
  );
}
