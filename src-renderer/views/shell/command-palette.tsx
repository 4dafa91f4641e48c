import { Command } from 'cmdk';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useServers, useStores } from '../../store/app-context.tsx';
import type { Route } from '../../store/route.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { visibleWords } from '../server-words.tsx';
import { conditionWords } from '../session-words.ts';
import { findEntries, type PaletteEntry } from './palette-search.ts';

/** Lines drawn at once; typing narrows the rest. */
const shownLines = 60;

const group =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint';

/** Finds actions, servers and tools by a few letters. */
export function CommandPalette(): ReactNode {
  const { overlay } = useStores();
  const [text, setText] = useState('');
  const entries = useEntries();
  // Not deferred: Enter must run what is shown for all that was typed.
  const found = findEntries(entries, text, shownLines);
  const groups = [...new Set(found.map((entry) => entry.group))];

  return (
    <Dialog title="Command palette" open onClose={overlay.close} width={620} bare>
      <Command label="Command palette" shouldFilter={false} loop className="flex max-h-[76dvh] flex-col">
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Search servers, tools, actions…"
          className="h-10 shrink-0 border-b border-line bg-transparent px-3 text-sm focus-visible:outline-none"
        />
        <Command.List className="scroll-y min-h-0 flex-1 p-1">
          <Command.Empty className="p-4 text-center text-dim">Nothing has this name.</Command.Empty>
          {groups.map((heading) => (
            <Command.Group key={heading} heading={heading} className={group}>
              {found
                .filter((entry) => entry.group === heading)
                .map((entry) => (
                  <Command.Item
                    key={entry.id}
                    value={entry.id}
                    onSelect={() => {
                      overlay.close();
                      entry.run();
                    }}
                    className="flex h-[26px] items-center gap-2 rounded-[4px] px-2 data-[selected=true]:bg-sel"
                  >
                    {entry.tone !== undefined && <StateDot tone={entry.tone} />}
                    <bdi className="min-w-0 truncate">{entry.title}</bdi>
                    {entry.aside !== undefined && (
                      <bdi className="min-w-0 truncate text-xs text-faint">{entry.aside}</bdi>
                    )}
                    {entry.keys !== undefined && (
                      <span className="ml-auto">
                        <Keys keys={entry.keys} />
                      </span>
                    )}
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Everything that can be found, in the order in which it is offered before anything is typed. */
function useEntries(): PaletteEntry[] {
  const stores = useStores();
  const servers = useServers();
  const actions = useStore(stores.actions.store, (state) => state.actions);
  const byServer = useStore(stores.inventories.store, (state) => state.byServer);
  useEffect(() => {
    for (const server of servers) stores.inventories.want(server.name);
  }, [servers, stores]);
  return useMemo(() => {
    const go = (route: Route) => (): void => stores.navigation.navigate(route);
    return [
      ...actions
        .filter((action) => action.id !== 'palette')
        .map((action): PaletteEntry => ({ ...action, id: `action ${action.id}` })),
      ...servers.map((server): PaletteEntry => ({
        id: `server ${server.name}`,
        group: 'Servers',
        title: visibleWords(server.name),
        aside: conditionWords(server).word,
        tone: conditionWords(server).tone,
        run: go(stores.navigation.serverRoute(server.name)),
      })),
      ...servers.flatMap((server) =>
        (byServer[server.name]?.inventory?.tools ?? []).map((tool): PaletteEntry => ({
          id: `tool ${server.name} ${tool.name}`,
          group: 'Tools',
          title: visibleWords(tool.name).slice(0, 200),
          aside: visibleWords(server.name),
          run: go({ page: 'server', server: server.name, tab: 'tools', item: tool.name }),
        })),
      ),
    ];
  }, [stores, servers, actions, byServer]);
}
