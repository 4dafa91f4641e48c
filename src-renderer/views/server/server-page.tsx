import type { ReactNode } from 'react';
import { useNavigate, useServer } from '../../store/app-context.tsx';
import { serverTabs, type ServerTab } from '../../store/route.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { LogsView, PromptsView, ResourcesView, ToolsView } from '../screens.tsx';
import { visibleWords } from '../server-words.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { tabTitles } from '../shell/use-global-actions.ts';
import { Overview } from './overview.tsx';
import { ServerHeader } from './server-header.tsx';
import { ServerSettings } from './server-settings.tsx';

/** Everything about one server. */
export function ServerPage({ name, tab }: { name: string; tab: ServerTab }): ReactNode {
  const server = useServer(name);
  const navigate = useNavigate();
  if (!server) {
    return (
      <EmptyState
        title={`There is no server "${visibleWords(name).slice(0, 100)}"`}
        actions={<Button onClick={() => navigate({ page: 'start' })}>Show all servers</Button>}
      >
        It was removed or renamed. Choose another one in the list.
      </EmptyState>
    );
  }
  const { tools, resources, resourceTemplates, prompts } = server.counts;
  // Before the first listing there is nothing to count.
  const counts: Partial<Record<ServerTab, number>> =
    server.inventoryRevision === 0 ? {} : { tools, resources: resources + resourceTemplates, prompts };
  return (
    <>
      <ServerHeader server={server} />
      <Tabs
        label={`Pages of ${visibleWords(name)}`}
        className="flex-1"
        tabs={serverTabs.map((value) => ({ value, label: tabTitles[value], count: counts[value] }))}
        value={tab}
        onChange={(value) => {
          const next = serverTabs.find((one) => one === value);
          if (next) navigate({ page: 'server', server: name, tab: next });
        }}
      >
        <CatchFailure key={tab}>
          {tab === 'overview' && <Overview server={server} />}
          {tab === 'tools' && <ToolsView server={name} />}
          {tab === 'resources' && <ResourcesView server={name} />}
          {tab === 'prompts' && <PromptsView server={name} />}
          {tab === 'logs' && <LogsView server={name} />}
          {tab === 'settings' && <ServerSettings server={server} />}
        </CatchFailure>
      </Tabs>
    </>
  );
}
