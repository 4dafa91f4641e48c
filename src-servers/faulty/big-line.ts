/** Answers a call with one line of about argv[2] MB. */
import { isCall, serve, textResult } from './minimal-server.ts';

const text = 'x'.repeat(Number(process.argv[2] ?? 11) * 1_000_000);
serve((message) => (isCall(message) ? textResult(text) : undefined));
