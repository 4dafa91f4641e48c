import type { Leftover } from '#contract/leftovers.ts';
import { endProcesses, type EndingTimes } from '../process/end-processes.ts';
import { findLeftovers, type FoundLeftover } from '../process/find-leftovers.ts';
import type { CommandTable } from './commands.ts';
import type { Notices } from './notices.ts';
import type { StartedProcesses } from './started-processes.ts';

const idOf = ({ entry }: FoundLeftover): string => `${entry.pid}.${entry.started}`;

/** The commands about processes without a host. Only what is found a leftover at that moment can be ended. */
export function leftoverCommands(
  started: StartedProcesses,
  times?: EndingTimes,
): Pick<CommandTable, 'leftovers.list' | 'leftovers.end'> {
  return {
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
      const left = await endProcesses(
        wanted.map(({ entry }) => entry),
        times,
      );
      const alive = wanted.filter(({ entry }) => left.includes(entry)).map(idOf);
      return { ended: wanted.map(idOf).filter((id) => !alive.includes(id)), alive };
    },
  };
}

/** Says at a start that an earlier run left something. Never rejects. */
export async function noticeLeftovers(started: StartedProcesses, notices: Notices): Promise<void> {
  const found = await findLeftovers(started.list()).catch(() => []);
  const ours = found.filter(({ origin }) => origin === 'ours').length;
  if (ours === 0) return;
  const what = ours === 1 ? '1 process is' : `${ours} processes are`;
  notices.add(
    'warning',
    `${what} left of a Signalbox that was killed. Look at “Leftover processes” and end what you do not need.`,
  );
}
