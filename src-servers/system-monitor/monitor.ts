import type { LogFolder } from './logs/log-folder.ts';
import type { ShownProcesses } from './processes.ts';
import type { Sampler } from './sampling/sampler.ts';
import type { Terminator } from './terminate/terminator.ts';

/** What every tool, resource and prompt works with; one per process, shared by all connections. */
export interface Monitor {
  readonly sampler: Sampler;
  readonly shown: ShownProcesses;
  readonly terminator: Terminator;
  /** The folder given with `--logs`. */
  readonly logs: LogFolder | undefined;
}
