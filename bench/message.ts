import { LineSplitter } from '../src-main/core/process/line-splitter.ts';
import { parseJsonLine } from '../src-main/core/process/parse-json.ts';
import { interleaved, ms, type Finding } from './measure.ts';

const pipeChunk = 64 * 1024;

/** One message of about so many megabytes, as a pipe gives it, with its newline. */
function chunks(megabytes: number): Uint8Array[] {
  const item = { type: 'text', text: 'A line of a log, "quoted", with an ümlaut.\n'.repeat(20) };
  const each = Buffer.byteLength(JSON.stringify(item)) + 1;
  const content = Array.from({ length: Math.floor((megabytes * 1e6) / each) }, () => item);
  const line = Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id: 1, result: { content } })}\n`);
  const list: Uint8Array[] = [];
  for (let at = 0; at < line.length; at += pipeChunk)
    list.push(Buffer.from(line.subarray(at, at + pipeChunk)));
  return list;
}

function chunkList(list: readonly Uint8Array[]): void {
  const held: Uint8Array[] = [];
  for (const chunk of list) {
    const end = chunk.indexOf(10);
    if (end === -1) held.push(chunk);
    else JSON.parse(Buffer.concat([...held, chunk.subarray(0, end)]).toString('utf8'));
  }
}

function ours(list: readonly Uint8Array[]): void {
  let read = 0;
  const splitter = new LineSplitter({
    maxBytes: 256 * 1024 * 1024,
    onLine(line) {
      if (parseJsonLine(line.bytes).ok) read++;
    },
  });
  for (const chunk of list) splitter.push(chunk, 0);
  if (read !== 1) throw new Error('the message was not read');
}

/** One long message: framing and parsing against the simplest that is linear. */
export async function message(): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const megabytes of [10, 32, 100]) {
    const list = chunks(megabytes);
    const result = await interleaved(
      5,
      () => chunkList(list),
      () => ours(list),
    );
    findings.push({
      name: `one message of ${megabytes} MB`,
      baseline: ms(result.baseline),
      ours: ms(result.ours),
      ratio: result.ratio,
      limit: '≤ 2 ×',
      ok: result.ratio <= 2,
    });
  }
  return findings;
}
