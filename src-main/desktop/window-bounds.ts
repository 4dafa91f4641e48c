import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const boundsSchema = z.object({
  position: z.object({ x: z.number().int(), y: z.number().int() }).optional(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

/** A rectangle of the desktop, in device-independent pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const usual: WindowBounds = { width: 1440, height: 900, maximized: false };
export const smallestWindow = { width: 720, height: 480 };

/** Where the window was, from its file; the usual size when there is none or it cannot be read. */
export function readBounds(file: string): WindowBounds {
  try {
    return boundsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return usual;
  }
}

/** Remembers where the window is. Failing costs only the place of the window, so it is silent. */
export function writeBounds(file: string, bounds: WindowBounds): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.new`, JSON.stringify(bounds), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens at its usual place next time.
  }
}

/** The bounds made to fit: a place that no screen shows any more is dropped, a size that fits none is cut. */
export function fitBounds(bounds: WindowBounds, screens: readonly Area[]): WindowBounds {
  const widest = Math.max(...screens.map((screen) => screen.width), smallestWindow.width);
  const highest = Math.max(...screens.map((screen) => screen.height), smallestWindow.height);
  const size = {
    width: Math.min(Math.max(bounds.width, smallestWindow.width), widest),
    height: Math.min(Math.max(bounds.height, smallestWindow.height), highest),
    maximized: bounds.maximized,
  };
  if (bounds.position === undefined) return size;
  const { x, y } = bounds.position;
  // Enough of the title bar must be on a screen to be taken hold of.
  const reachable = screens.some(
    (screen) =>
      x + size.width >= screen.x + 100 &&
      x <= screen.x + screen.width - 100 &&
      y >= screen.y &&
      y <= screen.y + screen.height - 40,
  );
  return reachable ? { ...size, position: { x, y } } : size;
}
