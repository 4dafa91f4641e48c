import { z } from 'zod';

/** What this shell can do. The view asks this, never for the platform. */
export const hostDescriptionSchema = z.object({
  product: z.string(),
  version: z.string(),
  shell: z.enum(['desktop', 'web', 'cli']),
  platform: z.string(),
  node: z.string(),
  dataDir: z.string(),
  /** Can show a file in the system's file manager. */
  canReveal: z.boolean(),
  /** Can open an https link in the system's browser after a person saw the full host. */
  canOpenLinks: z.boolean(),
  /** Can save a file that the window made, through its own download. Absent: it cannot. */
  canDownload: z.boolean().optional(),
});
