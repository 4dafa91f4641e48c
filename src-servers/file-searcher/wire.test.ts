import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { RawPeer, type RawMessage } from '../serve/testing/raw-peer.ts';
import { runToEnd } from '../serve/testing/running-server.ts';
import { ScratchFolder } from './testing/scratch-folder.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

test('says on the command line what cannot work', async () => {
  using scratch = new ScratchFolder();
  const missing = scratch.at('missing');
  for (const args of [
    ['--safe-dir', missing],
    ['--engine', 'grep'],
    ['--extensions', '../x'],
    ['--nonsense'],
  ]) {
    const { code, stdout, stderr } = await runToEnd([main, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain('file-searcher: ');
    expect(stdout).toBe('');
  }
});

test('speaks only JSON-RPC on stdout, even when its parts print', async () => {
  using scratch = new ScratchFolder({ 'a.txt': 'needle', 'b.bin': Buffer.from([0]) });
  const poison = scratch.write(
    'poison.mjs',
    'setInterval(() => { console.log("noise"); process.stdout.write("noise\\n"); }, 1).unref();',
  );
  await using peer = new RawPeer(['--import', pathToFileURL(poison).href, main, '--safe-dir', scratch.path]);
  await peer.initialize();
  await peer.request('tools/call', {
    name: 'search_files',
    arguments: { query: 'needle' },
    _meta: { progressToken: 1 },
  });
  await peer.request('tools/call', { name: 'search_files', arguments: { query: '(', regex: true } });
  await peer.request('tools/call', { name: 'analyze_text', arguments: { path: 'b.bin' } });
  await peer.request('resources/read', { uri: 'file-searcher://file/missing' });
  await peer.request('prompts/get', { name: 'summarize_matches', arguments: { query: 'needle' } });
  expect(await peer.end()).toBe(0);
  expect(peer.messages.length).toBeGreaterThan(5);
  for (const message of peer.messages) expect(message.jsonrpc).toBe('2.0');
});

test('asks for the roots in the way of the first revision, and announces that its configuration changed', async () => {
  using scratch = new ScratchFolder({ 'one/a.txt': 'needle', 'two/b.txt': 'needle' });
  await using peer = new RawPeer([main], { SAFE_DIR: '' });
  const answered = new Set<unknown>();
  const answerRoots = async (folder: string): Promise<void> => {
    const asked = await peer.waitFor(({ method, id }) => method === 'roots/list' && !answered.has(id));
    answered.add(asked.id);
    peer.send({ id: asked.id, result: { roots: [{ uri: pathToFileURL(scratch.at(folder)).href }] } });
  };
  const capabilities = { roots: { listChanged: true } };
  const clientInfo = { name: 'raw', version: '1' };
  const opened = await peer.request('initialize', {
    protocolVersion: '2024-11-05',
    capabilities,
    clientInfo,
  });
  expect(opened.result).toMatchObject({ protocolVersion: '2024-11-05' });
  peer.send({ method: 'notifications/initialized' });
  await answerRoots('one');
  await peer.request('resources/subscribe', { uri: 'file-searcher://config' });
  const found = await peer.request('tools/call', { name: 'search_files', arguments: { query: 'needle' } });
  expect(found.result).toMatchObject({ structuredContent: { matches: [{ path: 'a.txt' }] } });
  peer.send({ method: 'notifications/roots/list_changed' });
  await answerRoots('two');
  const isUpdate = ({ method }: RawMessage): boolean => method === 'notifications/resources/updated';
  expect((await peer.waitFor(isUpdate)).params).toEqual({ uri: 'file-searcher://config' });
  const again = await peer.request('tools/call', { name: 'search_files', arguments: { query: 'needle' } });
  expect(again.result).toMatchObject({ structuredContent: { matches: [{ path: 'b.txt' }] } });
});

test('logs what was searched, to clients that want to know', async () => {
  using scratch = new ScratchFolder({ 'a.txt': 'needle' });
  await using peer = new RawPeer([main, '--safe-dir', scratch.path]);
  await peer.initialize();
  const search = (): Promise<RawMessage> =>
    peer.request('tools/call', { name: 'search_files', arguments: { query: 'needle' } });
  const logged = (): number =>
    peer.messages.filter(({ method }) => method === 'notifications/message').length;
  await peer.request('logging/setLevel', { level: 'error' });
  await search();
  expect(logged()).toBe(0);
  await peer.request('logging/setLevel', { level: 'info' });
  await search();
  expect(logged()).toBe(1);
});

test('finds the first lines long before it is through', async () => {
  using scratch = new ScratchFolder();
  for (let n = 0; n < 4000; n++) scratch.write(`${n % 40}/${n}.txt`, `${'text '.repeat(2000)}\nneedle\n`);
  await using peer = new RawPeer([main, '--safe-dir', scratch.path]);
  await peer.initialize();
  const query = { query: 'needle', max_results: 5000 };
  let answered = false;
  const result = peer
    .request('tools/call', { name: 'search_files', arguments: query, _meta: { progressToken: 'p' } })
    .finally(() => (answered = true));
  const first = await peer.waitFor(({ method }) => method === 'notifications/progress');
  expect(answered).toBe(false);
  expect(first.params).toMatchObject({ message: expect.stringContaining('needle') });
  expect((await result).result).toMatchObject({ structuredContent: { matches: { length: 4000 } } });
});
