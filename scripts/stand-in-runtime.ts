import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const electronVersion = z
  .object({ version: z.string() })
  .parse(
    JSON.parse(readFileSync(new URL('../node_modules/electron/package.json', import.meta.url), 'utf8')),
  ).version;

/** Electron marks the place of its fuses in its executable with this text; version, count and the fuses follow. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As in a fresh Electron 45: '1' is on, '0' off, in the order of the fuse wire. */
const freshFuses = '101000011';

/**
 * Makes a folder in the shape of Electron's, for this platform, so that packaging can be tried without the runtime.
 * Its executable only says what it is; it has a fuse wire, so that the fuses are really set.
 */
export function makeStandInRuntime(folder: string, platform: NodeJS.Platform = process.platform): void {
  const wire = Buffer.concat([
    Buffer.from(fuseSentinel),
    Buffer.from([1, freshFuses.length]),
    Buffer.from(freshFuses),
  ]);
  const program = Buffer.concat([
    Buffer.from(
      '#!/bin/sh\necho "This is a stand-in: it was packaged without an Electron runtime." >&2\nexit 1\n',
    ),
    wire,
    Buffer.from('\n'),
  ]);
  const put = (path: string, content: string | Buffer): void => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, 0o755);
  };
  put('version', electronVersion);
  cpSync(new URL('../node_modules/electron/LICENSE', import.meta.url), join(folder, 'LICENSE'));
  put('LICENSES.chromium.html', 'stand-in');
  if (platform === 'darwin') putMacApplication(put, program);
  else {
    put(platform === 'win32' ? 'electron.exe' : 'electron', program);
    put('locales/en-US.pak', '');
  }
}

function putMacApplication(put: (path: string, content: string | Buffer) => void, program: Buffer): void {
  const plist = (name: string): string =>
    `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string>` +
    `<key>CFBundleIdentifier</key><string>stand.in</string><key>CFBundleName</key><string>${name}</string></dict></plist>`;
  const contents = 'Electron.app/Contents';
  put(`${contents}/Info.plist`, plist('Electron'));
  put(`${contents}/MacOS/Electron`, program);
  put(`${contents}/Frameworks/Electron Framework.framework/Electron Framework`, program);
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    put(`${contents}/Frameworks/${name}.app/Contents/Info.plist`, plist(name));
    put(`${contents}/Frameworks/${name}.app/Contents/MacOS/${name}`, program);
  }
}
