import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod/v4';
import { icons } from '../icons.ts';
import type { Monitor } from '../monitor.ts';
import { instant } from '../sampling/metrics.ts';
import { Refusal } from '../terminate/refusals.ts';
import type { Outcome } from '../terminate/terminator.ts';
import { printable } from '../text/printable.ts';

const inputSchema = z.strictObject({
  // Any number passes here: what is wrong with one is said by the refusal, in a sentence a person understands.
  pid: z.number().meta({ type: 'integer', minimum: 2 }).describe('The process to end, from list_processes'),
  started_at: instant
    .refine((text) => !Number.isNaN(Date.parse(text)), 'started_at must be the time that list_processes gave')
    .optional()
    .describe(
      'started_at of the listed process; the call is refused when the pid belongs to another one by now',
    ),
  force: z
    .boolean()
    .default(false)
    .describe('Send SIGKILL. Only after a call without force did not end the process; unsaved work is lost'),
  wait_seconds: z.number().min(0).max(60).default(3).describe('How long to watch whether the process ends'),
});

const outputSchema = z.strictObject({
  pid: z.int(),
  name: z.string(),
  started_at: instant,
  signal: z.enum(['SIGTERM', 'SIGKILL']).describe('What was sent'),
  gone: z.boolean().describe('Whether the process had ended when this was answered'),
  waited_ms: z.int().min(0),
  message: z.string(),
});

/** Progress is for long waits; a process usually ends within milliseconds. */
const progressEveryMs = 250;

export function registerTerminateProcess(server: McpServer, monitor: Monitor): void {
  server.registerTool(
    'terminate_process',
    {
      title: 'Terminate process',
      description:
        'Asks a process of your own user to end (SIGTERM) and says whether it did. Call again with force: true to kill one that does not. Refuses system processes, this server, its host and other users’ processes.',
      inputSchema,
      outputSchema,
      annotations: {
        readOnlyHint: false,
        destructiveHint: true,
        idempotentHint: false,
        openWorldHint: false,
      },
      icons: icons.terminate,
    },
    async ({ pid, started_at: startedAt, force, wait_seconds: wait }, context) => {
      try {
        const outcome = await monitor.terminator.terminate({
          pid,
          force,
          startedAt: startedAt === undefined ? monitor.shown.lastShown(pid) : Date.parse(startedAt),
          waitMs: wait * 1000,
          signal: context.mcpReq.signal,
          onWaiting: progressTeller(context, wait),
        });
        await context.mcpReq.log('notice', sentence(outcome), 'terminate');
        return success(outcome);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        await context.mcpReq.log('warning', `Refused: ${error.message}`, 'terminate');
        return { content: [{ type: 'text', text: error.message }], isError: true };
      }
    },
  );
}

function success(outcome: Outcome): CallToolResult {
  const structuredContent = {
    pid: outcome.pid,
    name: printable(outcome.name, 128),
    started_at: new Date(outcome.startedAt).toISOString(),
    signal: outcome.signal,
    gone: outcome.gone,
    waited_ms: outcome.waitedMs,
    message: sentence(outcome),
  };
  return { content: [{ type: 'text', text: structuredContent.message }], structuredContent };
}

function sentence({ pid, name, signal, gone, waitedMs }: Outcome): string {
  const sent = `Sent ${signal} to process ${pid} (${printable(name, 64)})`;
  if (gone) return `${sent}; it is gone.`;
  const next =
    signal === 'SIGTERM'
      ? 'It may still be saving its work: look again, or call with force: true to kill it.'
      : 'It waits inside the kernel, usually for a disk or network; only that can free it.';
  return `${sent}; it is still running after ${(waitedMs / 1000).toFixed(1)} s. ${next}`;
}

function progressTeller({ mcpReq }: ServerContext, waitSeconds: number): (elapsedMs: number) => void {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  let next = 0;
  return (elapsedMs) => {
    if (elapsedMs < next) return;
    next = elapsedMs + progressEveryMs;
    const params = {
      progressToken,
      progress: elapsedMs / 1000,
      total: waitSeconds,
      message: 'Waiting for it to end',
    };
    // A client that went away needs no progress.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
