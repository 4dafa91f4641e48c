/** Starts a child that inherits its pipes, then exits at once (argv `exit`) or serves. The child ignores SIGTERM. */
import { spawn } from 'node:child_process';
import { serve } from './minimal-server.ts';

const code = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 60000)';
const child = spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
child.once('spawn', () => {
  process.stderr.write(`grandchild ${child.pid}\n`);
  if (process.argv[2] === 'exit') setTimeout(() => process.exit(0), 100);
  else serve();
});
