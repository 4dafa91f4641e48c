import { z } from 'zod';
import { HostFailure } from '#contract/host-error.ts';
import { settingsSchema, type Settings } from '#contract/host-contract.ts';
import { readFileWithBackup, writeFileAtomic } from './atomic-file.ts';

/** Version of the file's shape. A file with a higher one is a newer Signalbox's: not ours to interpret. */
const VERSION = 1;

const defaults: Settings = { theme: 'system', layout: {}, trafficLimit: 1_000_000 };

const fileSchema = z.looseObject({ version: z.number().int().optional(), ...settingsSchema.partial().shape });
type SettingsText = z.infer<typeof fileSchema>;

/** The settings, remembered in one JSON file. */
export interface SettingsFile {
  current(): Settings;
  /**
   * Changes the given settings and gives back all. Keys of `layout` are merged. Keys this version does not know stay.
   * @throws HostFailure `bad-request` for a value that is not allowed, `storage-failed` when it cannot be written: the
   * settings are then the old ones, in memory and on disk.
   */
  change(patch: { [K in keyof Settings]?: Settings[K] | undefined }): Settings;
  /** Sentences a person must see: a bad file was found. */
  readonly notices: readonly string[];
}

/**
 * Opens `settings.json`. A missing file means the defaults; a bad, empty or newer one means the last good copy, and a
 * notice. Does not throw.
 */
export function openSettingsFile(path: string): SettingsFile {
  const notices: string[] = [];
  let current = complete(read());

  function read(): SettingsText {
    const { value, notice } = readFileWithBackup(path, parse);
    if (notice !== undefined) notices.push(notice);
    return value ?? {};
  }

  return {
    notices,
    current: () => current,
    change(patch) {
      // Read again: the other instance (a command line beside the window) may have written meanwhile.
      const before = read();
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const layout = { ...before.layout, ...patch.layout };
      const after = fileSchema.safeParse({ ...before, ...given, layout, version: VERSION });
      if (!after.success)
        throw new HostFailure('bad-request', `Not a setting: ${z.prettifyError(after.error)}`);
      writeFileAtomic(path, `${JSON.stringify(after.data, null, 2)}\n`);
      current = complete(after.data);
      return current;
    },
  };
}

function complete(text: SettingsText): Settings {
  return Object.freeze({
    theme: text.theme ?? defaults.theme,
    layout: Object.freeze({ ...text.layout }),
    trafficLimit: text.trafficLimit ?? defaults.trafficLimit,
  });
}

function parse(text: string): SettingsText {
  if (text.trim() === '') throw new Error('it is empty');
  const json: unknown = JSON.parse(text);
  const version = z.looseObject({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > VERSION) {
    throw new Error(`it was written by a newer Signalbox, version ${version.data.version} of the file`);
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  return parsed.data;
}
