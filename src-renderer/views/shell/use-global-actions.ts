import type { Action } from '../../store/action-store.ts';
import { useActions, useRoute, useServers, useStores } from '../../store/app-context.tsx';
import { serverTabs, type ServerTab } from '../../store/route.ts';
import { themeChoices, themeTitles, type ThemeChoice } from '../../theme/theme.ts';
import { visibleWords } from '../server-words.tsx';
import { canStart } from '../session-words.ts';
import { useCommand } from '../use-command.ts';
import { useLifecycle } from '../use-lifecycle.ts';

export const tabTitles: Record<ServerTab, string> = {
  overview: 'Overview',
  tools: 'Tools',
  resources: 'Resources',
  prompts: 'Prompts',
  logs: 'Logs',
  settings: 'Settings',
};

/** The actions that are there on every page, and those of the server in sight. */
export function useGlobalActions(): void {
  const { overlay, navigation } = useStores();
  const { run } = useCommand();
  const lifecycle = useLifecycle();
  const route = useRoute();
  const servers = useServers();
  const current = route.page === 'server' ? route.server : undefined;
  const server = servers.find((one) => one.name === current);
  const startable = server ? canStart(server) : undefined;
  const names = servers.map((one) => one.name).join('\n');

  useActions((): Action[] => {
    const { navigate } = navigation;
    const theme = (choice: ThemeChoice): Action => ({
      id: `theme.${choice}`,
      title: `Theme: ${themeTitles[choice].toLowerCase()}`,
      group: 'Window',
      run: () => void run('settings.change', { theme: choice }),
    });
    return [
      {
        id: 'palette',
        title: 'Find anything',
        group: 'Window',
        keys: 'mod+k',
        run: () => overlay.open('palette'),
      },
      {
        id: 'shortcuts',
        title: 'Keyboard shortcuts',
        group: 'Window',
        keys: '?',
        run: () => overlay.open('shortcuts'),
      },
      {
        id: 'server.add',
        title: 'Add server',
        group: 'Servers',
        keys: 'mod+shift+a',
        run: () => overlay.open('add-server'),
      },
      {
        id: 'leftovers',
        title: 'Leftover processes',
        group: 'Servers',
        run: () => overlay.open('leftovers'),
      },
      { id: 'go.start', title: 'Go to the start', group: 'Go to', run: () => navigate({ page: 'start' }) },
      {
        id: 'go.traffic',
        title: 'Go to the traffic',
        group: 'Go to',
        keys: 'mod+shift+l',
        run: () => navigate({ page: 'traffic' }),
      },
      {
        id: 'go.approvals',
        title: 'Go to the approvals',
        group: 'Go to',
        run: () => navigate({ page: 'approvals' }),
      },
      { id: 'go.rules', title: 'Go to the rules', group: 'Go to', run: () => navigate({ page: 'rules' }) },
      { id: 'go.audit', title: 'Go to the audit', group: 'Go to', run: () => navigate({ page: 'audit' }) },
      {
        id: 'go.settings',
        title: 'Go to the settings',
        group: 'Go to',
        run: () => navigate({ page: 'settings' }),
      },
      {
        id: 'approvals.show',
        title: 'Show what waits for you',
        group: 'Go to',
        run: () => overlay.hideApprovals(false),
      },
      {
        id: 'go.gallery',
        title: 'Go to the gallery of parts',
        group: 'Go to',
        run: () => navigate({ page: 'gallery' }),
      },
      ...themeChoices.map(theme),
    ];
  }, [overlay, navigation, run]);

  useActions((): Action[] => {
    const { navigate } = navigation;
    const all = names === '' ? [] : names.split('\n');
    const step = (by: number) => (): void => {
      if (all.length === 0) return;
      const at = current === undefined ? (by > 0 ? -1 : 0) : all.indexOf(current);
      const next = all[(at + by + all.length) % all.length];
      if (next !== undefined) navigate(navigation.serverRoute(next));
    };
    return [
      { id: 'server.next', title: 'Next server', group: 'Servers', keys: 'alt+down', run: step(1) },
      { id: 'server.previous', title: 'Previous server', group: 'Servers', keys: 'alt+up', run: step(-1) },
    ];
  }, [navigation, names, current]);

  useActions((): Action[] => {
    if (current === undefined || startable === undefined) return [];
    const of = visibleWords(current);
    const tabs = serverTabs.map((tab, index): Action => ({
      id: `tab.${tab}`,
      title: `${tabTitles[tab]} of ${of}`,
      group: 'Server in sight',
      keys: `alt+${String(index + 1)}`,
      run: () => navigation.navigate({ page: 'server', server: current, tab }),
    }));
    const power: Action[] = startable
      ? [{ id: 'start', title: `Start ${of}`, group: 'Server in sight', run: () => lifecycle.start(current) }]
      : [
          { id: 'stop', title: `Stop ${of}`, group: 'Server in sight', run: () => lifecycle.stop(current) },
          {
            id: 'restart',
            title: `Restart ${of}`,
            group: 'Server in sight',
            keys: 'mod+shift+s',
            run: () => lifecycle.restart(current),
          },
        ];
    return [...power, ...tabs];
  }, [current, startable, lifecycle, navigation]);
}
