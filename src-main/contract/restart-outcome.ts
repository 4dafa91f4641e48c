import { z } from 'zod';
import { hostErrorSchema } from './host-error.ts';

/** What a restart on a changed file led to: the names of tools that came, went or are defined otherwise. */
export const restartOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('running'),
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
  }),
  z.object({ outcome: z.literal('failed'), error: hostErrorSchema }),
]);
export type RestartOutcome = z.infer<typeof restartOutcomeSchema>;
