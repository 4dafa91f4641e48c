import { serve } from '../serve/serve.ts';
import { LogFolder } from './logs/log-folder.ts';
import { thisMachine } from './machine/machine.ts';
import { ShownProcesses } from './processes.ts';
import { Sampler } from './sampling/sampler.ts';
import { createServer, version } from './server.ts';
import { Terminator } from './terminate/terminator.ts';

await serve({
  name: 'system-monitor',
  version,
  summary: 'watches CPU, memory, disk and processes of this machine',
  options: {
    logs: {
      type: 'string',
      value: 'DIR',
      help: 'offer the files in this folder as system://logs/{filename}',
    },
  },
  async open({ values, watchers }) {
    const logs = values.logs === undefined ? undefined : new LogFolder(values.logs);
    const machine = await thisMachine();
    const sampler = new Sampler(machine, watchers);
    const shown = new ShownProcesses(machine);
    const terminator = new Terminator(machine);
    sampler.start();
    return {
      create: () => createServer({ sampler, shown, terminator, logs }),
      close: () => sampler.stop(),
    };
  },
});
