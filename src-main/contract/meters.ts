import { z } from 'zod';

/** What one server used and did in one interval. What cannot be measured (HTTP servers, Windows) is absent. */
export const meterSampleSchema = z.object({
  /** When the interval ended: milliseconds since 1970. */
  time: z.number(),
  /** Percent of one processor, the whole process tree. */
  cpu: z.number().optional(),
  /** Resident bytes, the whole process tree. */
  memory: z.number().int().optional(),
  /** Processes below the one that was started. */
  children: z.number().int().optional(),
  /** JSON-RPC lines in both directions, per second. */
  messages: z.number(),
  /** Bytes in both directions and of stderr, per second. */
  bytes: z.number(),
});
export type MeterSample = z.infer<typeof meterSampleSchema>;

/** The latest sample of one running server. */
export const serverMeterSchema = meterSampleSchema.extend({
  server: z.string(),
  restarts: z.number().int(),
  /** Milliseconds since its handshake. */
  uptime: z.number(),
});
export type ServerMeter = z.infer<typeof serverMeterSchema>;

/** The last ten minutes of one server, oldest first. Intervals are longer while nobody looks. */
export const meterHistorySchema = z.object({ samples: z.array(meterSampleSchema) });
