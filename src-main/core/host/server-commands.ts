import { HostFailure } from '#contract/host-error.ts';
import type { Catalogue } from '../servers/catalogue.ts';
import { parseServers } from '../servers/parse-servers.ts';
import type { CommandTable } from './commands.ts';
import type { Fleet } from './fleet.ts';

type ServerCommands = Pick<
  CommandTable,
  | 'server.start'
  | 'server.stop'
  | 'server.restart'
  | 'server.definition'
  | 'server.parse'
  | 'server.add'
  | 'server.edit'
  | 'server.duplicate'
  | 'server.remove'
  | 'server.enable'
>;

/** Commands about which servers there are, and their starting and stopping. */
export function serverCommands(fleet: Fleet, catalogue: Catalogue): ServerCommands {
  /** Runs it with its new definition when it ran with the old one. */
  async function restartIfAlive(name: string, wasAlive: boolean): Promise<void> {
    if (!wasAlive) return;
    // What becomes of the start is the server's state, seen there.
    void fleet
      .runner(name)
      .restart()
      .catch(() => undefined);
  }

  function isAlive(name: string): boolean {
    const { phase } = fleet.runner(name).state;
    return phase === 'running' || phase === 'starting';
  }

  return {
    async 'server.start'({ server }) {
      await fleet.runner(server).start();
      return {};
    },
    async 'server.stop'({ server }) {
      await fleet.runner(server).stop();
      return {};
    },
    async 'server.restart'({ server }) {
      await fleet.runner(server).restart();
      return {};
    },
    'server.definition'({ server }) {
      const entry = catalogue.get(server);
      if (!entry) throw new HostFailure('unknown-server', `There is no server named "${server}".`);
      return { definition: entry.definition };
    },
    'server.parse': ({ text }) => ({
      candidates: parseServers(text, new Set(catalogue.list().map((entry) => entry.name))),
    }),
    async 'server.add'({ name, definition, start }) {
      catalogue.add(name, definition);
      await fleet.sync();
      if (start) {
        // The server is added whatever becomes of its start, which is its state.
        void fleet
          .runner(name)
          .start()
          .catch(() => undefined);
      }
      return {};
    },
    async 'server.edit'({ server, name, definition }) {
      const alive = isAlive(server);
      catalogue.edit(server, name, definition);
      await fleet.sync();
      await restartIfAlive(name, alive);
      return {};
    },
    async 'server.duplicate'({ server }) {
      const name = catalogue.duplicate(server);
      await fleet.sync();
      return { name };
    },
    async 'server.remove'({ server }) {
      const definition = catalogue.remove(server);
      await fleet.sync();
      return { definition };
    },
    async 'server.enable'({ server, enabled }) {
      catalogue.enable(server, enabled);
      await fleet.sync();
      if (enabled) {
        void fleet
          .runner(server)
          .start()
          .catch(() => undefined);
      } else await fleet.runner(server).stop();
      return {};
    },
  };
}
