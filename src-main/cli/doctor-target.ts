import type { HostWish } from './open-host.ts';
import { parseRequestOptions } from './request-options.ts';
import { hasOverrides, targetOf } from './target-definition.ts';
import { UsageError } from './usage-error.ts';

/** Which server the doctor is to look at, and where it is described. */
export interface DoctorTarget extends HostWish {
  /** Undefined: the only one there is. */
  server: string | undefined;
  configFiles: string[];
}

/**
 * Reads the words after `signalbox doctor`: a server's name, a URL, or a command behind `--`; and the options of
 * `signalbox cli` that say which server and how to reach it. Throws UsageError.
 */
export function parseDoctorTarget(argv: readonly string[]): DoctorTarget {
  const options = parseRequestOptions(['--method', 'tools/list', ...argv]);
  const { toolName, uri, promptName, ref, logLevel, timeout, allow, method } = options;
  const isRequest = [toolName, uri, promptName, ref, logLevel, timeout].some((value) => value !== undefined);
  if (isRequest || allow || method !== 'tools/list') {
    throw new UsageError('The doctor makes no request of yours. Leave out what belongs to “signalbox cli”.');
  }
  const where = { dataDir: options.dataDir, configFiles: options.configFiles };
  const [name, ...more] = options.target;
  const isName = !argv.includes('--') && name !== undefined && !/^https?:\/\//i.test(name);
  if (isName && (more.length > 0 || options.server !== undefined)) {
    throw new UsageError('Give the name of one server, or a command behind --.');
  }
  const target = isName ? undefined : targetOf(options);
  if (target) return { ...where, server: target.name, transient: { [target.name]: target.definition } };
  if (hasOverrides(options)) {
    throw new UsageError('A configured server is examined as it is configured. Leave out what changes it.');
  }
  return { ...where, server: isName ? name : options.server };
}
