import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { everyRequest, folderWithTraps, secretText } from './testing/every-request.ts';
import { askOverSse, askStreamable, type Ask } from './testing/raw-http.ts';
import { modernParams, RawPeer, type RawMessage } from './testing/raw-peer.ts';
import { startOnHttp } from './testing/running-server.ts';

/** Ends the process, or the worker thread, the moment anything calls a console method. */
const poison = `data:text/javascript,${encodeURIComponent(`
  for (const name of Object.keys(console)) {
    if (typeof console[name] === 'function') console[name] = () => { process.stderr.write('POISON ' + name + ' ' + new Error().stack); process.exit(99); };
  }
`)}`;

const folder = folderWithTraps();
afterAll(() => folder[Symbol.dispose]());

/** What came of a request, without what differs from one run to the next. */
function outcomeOf({ result, error }: RawMessage): string {
  if (error !== undefined) return `error ${error.code}`;
  const failed = typeof result === 'object' && result !== null && Reflect.get(result, 'isError') === true;
  return failed ? 'isError' : 'result';
}

describe.each(Object.entries(everyRequest))('every request to %s', (name, { folderOption, requests }) => {
  const main = fileURLToPath(new URL(`../${name}/main.ts`, import.meta.url));
  const args = [folderOption, folder.path];

  const outcomes = async (ask: Ask): Promise<string[]> => {
    const all: string[] = [];
    for (const [method, params] of requests) {
      const answer = await ask(method, params);
      expect(JSON.stringify(answer)).not.toContain(secretText);
      all.push(`${method} ${JSON.stringify(params)}: ${outcomeOf(answer)}`);
    }
    return all;
  };

  const onStdio = async (era: 'legacy' | 'modern'): Promise<string[]> => {
    await using peer = new RawPeer(['--import', poison, main, ...args]);
    if (era === 'legacy') await peer.initialize();
    const all = await outcomes((method, params) =>
      peer.request(method, era === 'legacy' ? params : modernParams(params)),
    );
    expect(await peer.end()).toBe(0);
    expect(peer.stderr).not.toContain('POISON');
    for (const message of peer.messages) expect(message.jsonrpc).toBe('2.0');
    return all;
  };

  test('is answered alike on stdio, Streamable HTTP and HTTP+SSE, with nothing else on stdout', async () => {
    await using server = await startOnHttp(main, args, ['--import', poison]);
    const sse = await askOverSse(server.origin);
    const [legacy, modern, streamableLegacy, streamableModern, overSse] = await Promise.all([
      onStdio('legacy'),
      onStdio('modern'),
      askStreamable(server.origin, 'legacy').then(outcomes),
      askStreamable(server.origin, 'modern').then(outcomes),
      outcomes(sse.ask),
    ]);
    sse.close();
    expect(streamableLegacy).toEqual(legacy);
    expect(overSse).toEqual(legacy);
    expect(streamableModern).toEqual(modern);
    for (const outcome of ['result', 'isError', 'error -32602', 'error -32601'])
      expect(legacy.some((one) => one.endsWith(outcome))).toBe(true);
    expect(await server.stop()).toBe(0);
    expect(server.stderr()).not.toContain('POISON');
  }, 60_000);
});
