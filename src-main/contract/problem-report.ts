import { z } from 'zod';

/**
 * What a report of a problem is to be about: one server, or all; and how many of the latest records of the traffic it
 * holds.
 */
export const reportWishSchema = z.strictObject({
  server: z.string().optional(),
  records: z.number().int().min(0).max(2000).default(200),
});

/**
 * One JSON document, indented: versions, what is started how, its state, stderr, findings, records. Secrets as in
 * `traffic.export`, values of environment variables and the home folder are hidden.
 */
export const problemReportSchema = z.object({ fileName: z.string(), text: z.string() });
