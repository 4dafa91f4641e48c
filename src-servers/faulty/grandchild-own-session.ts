/** Starts a child in a session of its own (setsid) that holds nothing of ours, and serves. */
import { spawn } from 'node:child_process';
import { serve } from './minimal-server.ts';

const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 60000)';
const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore', detached: true });
child.unref();
process.stderr.write(`grandchild ${child.pid}\n`);
serve();
