import { HostFailure } from '#contract/host-error.ts';
import { completionSchema, getPromptResultSchema, readResourceResultSchema } from '#contract/inventory.ts';
import type { z } from 'zod';
import type { Asked, CommandTable } from './commands.ts';
import type { Fleet } from './fleet.ts';

type SessionCommands = Pick<
  CommandTable,
  | 'server.inventory'
  | 'server.refresh'
  | 'resource.read'
  | 'resource.subscribe'
  | 'resource.unsubscribe'
  | 'prompt.get'
  | 'completion.complete'
  | 'logging.setLevel'
>;

/** Commands that are one request to one running server. */
export function sessionCommands(fleet: Fleet): SessionCommands {
  async function ask<T extends z.ZodType>(
    server: string,
    method: string,
    params: Record<string, unknown>,
    schema: T,
    { caller, signal }: Asked,
  ): Promise<z.infer<T>> {
    const { result } = await fleet.runner(server).running().request(method, params, caller, { signal });
    const parsed = schema.safeParse(result);
    if (parsed.success) return parsed.data;
    const first = parsed.error.issues[0];
    throw new HostFailure(
      'invalid-message',
      `${server} answered ${method} with a result that breaks the specification – ${first?.path.join('.') ?? ''}: ${first?.message ?? 'wrong shape'}.`,
    );
  }

  return {
    'server.inventory': ({ server }) => fleet.runner(server).inventory,
    'server.refresh': ({ server }, { caller }) => fleet.runner(server).refresh(caller),
    'resource.read': ({ server, uri }, asked) =>
      ask(server, 'resources/read', { uri }, readResourceResultSchema, asked),
    async 'resource.subscribe'({ server, uri }) {
      await fleet.runner(server).subscribe(uri, true);
      return {};
    },
    async 'resource.unsubscribe'({ server, uri }) {
      await fleet.runner(server).subscribe(uri, false);
      return {};
    },
    'prompt.get': ({ server, prompt, arguments: values }, asked) =>
      ask(server, 'prompts/get', { name: prompt, arguments: values }, getPromptResultSchema, asked),
    async 'completion.complete'({ server, ref, argument, context }, asked) {
      const params = { ref, argument, ...(context ? { context: { arguments: context } } : {}) };
      const { result } = await fleet
        .runner(server)
        .running()
        .request('completion/complete', params, asked.caller, { signal: asked.signal });
      const parsed = completionSchema.safeParse(result['completion']);
      if (parsed.success) return parsed.data;
      throw new HostFailure(
        'invalid-message',
        `${server} answered completion/complete without a list of values.`,
      );
    },
    async 'logging.setLevel'({ server, level }, { caller, signal }) {
      await fleet.runner(server).running().request('logging/setLevel', { level }, caller, { signal });
      return {};
    },
  };
}
