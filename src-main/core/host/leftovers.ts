import type { Leftover } from '#contract/leftovers.ts';
import { endProcesses } from '../process/end-processes.ts';
import { findLeftovers, type FoundLeftover } from '../process/find-leftovers.ts';
import type { CommandTable } from './commands.ts';
import type { Notices } from './notices.ts';
import type { StartedProcesses } from './started-processes.ts';

/** Processes without a host: shown, offered, and ended only when a person says so. */
export interface Leftovers {
  readonly commands: Pick<CommandTable, 'leftovers.list' | 'leftovers.end'>;
  /** Says that an earlier run left something, or takes that back. Never rejects. */
  notice(): Promise<void>;
}

const idOf = ({ entry }: FoundLeftover): string => `${entry.pid}.${entry.started}`;

/** Joins the search for leftovers to the commands. Only what is a leftover at that moment can be ended. */
export function createLeftovers(started: StartedProcesses, notices: Notices): Leftovers {
  let said = '';

  async function notice(): Promise<void> {
    const found = await findLeftovers(started.list()).catch(() => []);
    const ours = found.filter(({ origin }) => origin === 'ours').length;
    const what = ours === 1 ? '1 process is' : `${ours} processes are`;
    const text = `${what} left of a Signalbox that was killed. Look at “Leftover processes” in the menu and end what you do not need.`;
    if (text === said) return;
    notices.remove(said);
    said = ours === 0 ? '' : text;
    if (ours > 0) notices.add('warning', text);
  }

  return {
    notice,
    commands: {
      async 'leftovers.list'() {
        const found = await findLeftovers(started.list());
        const leftovers = found.map((one): Leftover => {
          const { origin, commandLine, startedAt, memory, entry } = one;
          return { id: idOf(one), pid: entry.pid, origin, commandLine, startedAt, memory };
        });
        return { leftovers: leftovers.toSorted((a, b) => a.startedAt - b.startedAt) };
      },
      async 'leftovers.end'({ ids }) {
        const wanted = (await findLeftovers(started.list())).filter((one) => ids.includes(idOf(one)));
        const left = await endProcesses(wanted.map(({ entry }) => entry));
        const alive = wanted.filter(({ entry }) => left.includes(entry)).map(idOf);
        if (said !== '') await notice();
        return { ended: wanted.map(idOf).filter((id) => !alive.includes(id)), alive };
      },
    },
  };
}
