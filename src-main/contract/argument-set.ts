import { z } from 'zod';

/** Arguments of one tool that a person gave a name, to use again. */
export const argumentSetSchema = z.strictObject({
  server: z.string().min(1).max(100),
  tool: z.string().min(1).max(1000),
  /** Unique for its tool; saving the same name again replaces it. */
  name: z.string().trim().min(1, 'a set of arguments needs a name').max(80),
  /** The text as typed: digits and order of keys stay. */
  argumentsJson: z.string().max(100_000, 'arguments of more than 100,000 characters cannot be kept'),
});
export type ArgumentSet = z.infer<typeof argumentSetSchema>;
