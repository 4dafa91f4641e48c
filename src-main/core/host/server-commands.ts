import { HostFailure } from '#contract/host-error.ts';
import type { Catalogue } from '../servers/catalogue.ts';
import { findImportable } from '../servers/known-config-files.ts';
import { parseServers } from '../servers/parse-servers.ts';
import type { CommandTable } from './commands.ts';
import { startQuietly, type Fleet } from './fleet.ts';

type ServerCommands = Pick<
  CommandTable,
  | 'server.start'
  | 'server.stop'
  | 'server.restart'
  | 'server.definition'
  | 'server.parse'
  | 'server.importable'
  | 'server.add'
  | 'server.edit'
  | 'server.duplicate'
  | 'server.remove'
  | 'server.enable'
>;

/** Commands about which servers there are, and their starting and stopping. */
export function serverCommands(fleet: Fleet, catalogue: Catalogue): ServerCommands {
  function isAlive(name: string): boolean {
    const { phase } = fleet.runner(name).state;
    return phase === 'running' || phase === 'starting';
  }

  const names = (): Set<string> => new Set(catalogue.list().map((entry) => entry.name));

  return {
    async 'server.start'({ server }, { caller }) {
      if (caller === 'window') fleet.trust(server);
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
    'server.parse': ({ text }) => ({ candidates: parseServers(text, names()) }),
    'server.importable': () => ({ files: findImportable(names()) }),
    async 'server.add'({ name, definition, start }) {
      catalogue.add(name, definition);
      await fleet.sync();
      fleet.trust(name);
      // The server is added whatever becomes of its start.
      if (start) startQuietly(fleet.runner(name));
      return {};
    },
    async 'server.edit'({ server, name, definition }) {
      const alive = isAlive(server);
      catalogue.edit(server, name, definition);
      await fleet.sync();
      fleet.trust(name);
      // What becomes of it is the server's state, seen there.
      if (alive)
        void fleet
          .runner(name)
          .restart()
          .catch(() => undefined);
      return {};
    },
    async 'server.duplicate'({ server }) {
      const name = catalogue.duplicate(server);
      await fleet.sync();
      fleet.trust(name);
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
      if (enabled) fleet.trust(server);
      if (enabled) startQuietly(fleet.runner(server));
      else await fleet.runner(server).stop();
      return {};
    },
  };
}
