import { z } from 'zod';
import { HostFailure } from '#contract/host-error.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { describeLaunch } from './describe-launch.ts';
import { launchFingerprint } from './launch-fingerprint.ts';
import type { CatalogueOptions } from './catalogue.ts';

/** Whether a person has seen what a server starts. `before`: what was trusted under this name, for people to compare. */
export type Trust = { trusted: true } | { trusted: false; before?: string; after: string };

/**
 * Remembers which launches a person has agreed to, so that a file changed behind Signalbox's back (a known name with a new
 * command) is shown and not started by itself. Kept apart from the file that it guards.
 */
export interface TrustedLaunches {
  check(name: string, definition: ServerDefinition): Trust;
  /** A person added, edited or started it, having seen the command. @throws HostFailure `storage-failed`: it is then not trusted. */
  trust(name: string, definition: ServerDefinition): void;
  /** Present when the file could not be used: then nothing is trusted. */
  readonly notice: string | undefined;
}

const fileSchema = z.object({
  launches: z.record(z.string(), z.object({ fingerprint: z.string(), commandLine: z.string() })),
});
type Launches = z.infer<typeof fileSchema>['launches'];

/** The memory in one JSON file. Does not throw. */
export function createTrustedLaunches(options: Pick<CatalogueOptions, 'file' | 'files'>): TrustedLaunches {
  const { file, files } = options;
  const first = read();
  let known = first.launches;

  function read(): { launches: Map<string, Launches[string]>; notice: string | undefined } {
    const { value, notice } = files.read(file, (text) => fileSchema.parse(JSON.parse(text)));
    return { launches: new Map(Object.entries(value?.launches ?? {})), notice };
  }

  return {
    notice: first.notice,
    check(name, definition) {
      const trusted = known.get(name);
      if (trusted?.fingerprint === launchFingerprint(definition)) return { trusted: true };
      const after = describeLaunch(definition).commandLine;
      return { trusted: false, ...(trusted ? { before: trusted.commandLine } : {}), after };
    },
    trust(name, definition) {
      // Read again: another process may have written meanwhile.
      const { launches } = read();
      launches.set(name, {
        fingerprint: launchFingerprint(definition),
        commandLine: describeLaunch(definition).commandLine,
      });
      try {
        files.write(file, `${JSON.stringify({ launches: Object.fromEntries(launches) }, null, 2)}\n`);
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new HostFailure(
          'storage-failed',
          `That "${name}" may be started could not be remembered: ${why}`,
          { cause },
        );
      }
      known = launches;
    },
  };
}
