import type { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';
import { icons } from '../icons.ts';
import type { Monitor } from '../monitor.ts';
import { metricsSchema } from '../sampling/metrics.ts';

const inputSchema = z.strictObject({});

export function registerGetMetrics(server: McpServer, monitor: Monitor): void {
  server.registerTool(
    'get_metrics',
    {
      title: 'Get system metrics',
      description: 'CPU, memory and disk use, load and uptime of this machine at this moment.',
      inputSchema,
      outputSchema: metricsSchema,
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      icons: icons.metrics,
    },
    async () => {
      const metrics = await monitor.sampler.metrics();
      return { content: [{ type: 'text', text: JSON.stringify(metrics) }], structuredContent: metrics };
    },
  );
}
