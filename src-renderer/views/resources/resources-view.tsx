import { Braces } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Inventory } from '#contract/inventory.ts';
import { useLayoutSize, useNavigate, useRoute } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { InventoryGate } from '../content/inventory-gate.tsx';
import { ItemList, type ListedItem } from '../content/item-list.tsx';
import { ListProblems } from '../content/list-problems.tsx';
import { useWide } from '../content/use-wide.ts';
import { ResourceScreen } from './resource-screen.tsx';
import { TemplateScreen } from './template-screen.tsx';
import { uriFolders } from './uri-folders.ts';

/** The resources of a server and the templates that make more of them. */
export function ResourcesView({ server }: { server: string }): ReactNode {
  return (
    <InventoryGate server={server} what="resources">
      {(inventory, running) => <Resources server={server} inventory={inventory} running={running} />}
    </InventoryGate>
  );
}

function Resources({
  server,
  inventory,
  running,
}: {
  server: string;
  inventory: Inventory;
  running: boolean;
}): ReactNode {
  const route = useRoute();
  const navigate = useNavigate();
  const wide = useWide();
  const [size, setSize] = useLayoutSize(wide ? 'resources-list' : 'resources-list-narrow', wide ? 300 : 200);
  const item = route.page === 'server' ? route.item : undefined;
  const { resources, resourceTemplates } = inventory;
  const template = resourceTemplates.find((one) => one.uriTemplate === item);
  const resource = template ? undefined : resources.find((one) => one.uri === item);
  const open = (next: string): void => navigate({ page: 'server', server, tab: 'resources', item: next });

  const items: ListedItem[] = [
    ...resources.map((one, index) => ({
      key: `resource ${String(index)}`,
      name: one.title ?? one.name,
      detail: one.uri,
      folders: uriFolders(one.uri),
      words: `${one.uri} ${one.name} ${one.mimeType ?? ''}`,
      selected: one === resource,
      select: () => open(one.uri),
    })),
    ...resourceTemplates.map((one, index) => ({
      key: `template ${String(index)}`,
      name: one.title ?? one.name,
      detail: one.uriTemplate,
      folders: uriFolders(one.uriTemplate),
      words: `${one.uriTemplate} ${one.name} template`,
      selected: one === template,
      badges: (
        <Badge>
          <Braces size={11} aria-hidden className="mr-1" />
          template
        </Badge>
      ),
      select: () => open(one.uriTemplate),
    })),
  ];

  function screen(): ReactNode {
    if (template)
      return (
        <TemplateScreen key={template.uriTemplate} server={server} template={template} running={running} />
      );
    if (item !== undefined) {
      return <ResourceScreen key={item} server={server} uri={item} resource={resource} running={running} />;
    }
    if (items.length === 0)
      return (
        <EmptyState title="No resources">What this server offers is under Tools and Prompts.</EmptyState>
      );
    return <EmptyState title="Choose a resource">It is read from the server when you open it.</EmptyState>;
  }

  return (
    <SplitPane
      label="Width of the list of resources"
      direction="row"
      sized="first"
      size={size}
      onSize={setSize}
      min={160}
      minRest={300}
      first={
        <ItemList
          server={server}
          label="Resources"
          empty="This server offers no resources."
          items={items}
          footer={<ListProblems inventory={inventory} lists={['resources', 'resourceTemplates']} />}
        />
      }
      second={screen()}
    />
  );
}
