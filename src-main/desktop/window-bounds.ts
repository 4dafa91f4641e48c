import type { Rectangle } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const boundsSchema = z.object({
  position: z.object({ x: z.number().int(), y: z.number().int() }).optional(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof boundsSchema>;

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
    writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
  } catch {
    // The window opens at its usual place next time.
  }
}

/** The bounds without a place that no screen shows any more: enough of the title bar must be there to be taken hold of. */
export function fitBounds({ position, ...size }: WindowBounds, screens: readonly Rectangle[]): WindowBounds {
  if (position === undefined) return size;
  const right = position.x + size.width;
  const isReachable = screens.some(
    ({ x, y, width, height }) =>
      right >= x + 100 && position.x <= x + width - 100 && position.y >= y && position.y <= y + height - 40,
  );
  return isReachable ? { ...size, position } : size;
}
