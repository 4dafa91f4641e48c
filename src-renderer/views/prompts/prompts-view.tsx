import type { ReactNode } from 'react';
import type { Inventory } from '#contract/inventory.ts';
import { useLayoutSize, useNavigate, useRoute } from '../../store/app-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { InventoryGate } from '../content/inventory-gate.tsx';
import { ItemList } from '../content/item-list.tsx';
import { ListProblems } from '../content/list-problems.tsx';
import { useWide } from '../content/use-wide.ts';
import { PromptScreen } from './prompt-screen.tsx';

/** The prompts of a server. */
export function PromptsView({ server }: { server: string }): ReactNode {
  return (
    <InventoryGate server={server} what="prompts">
      {(inventory, running) => <Prompts server={server} inventory={inventory} running={running} />}
    </InventoryGate>
  );
}

function Prompts({
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
  const [size, setSize] = useLayoutSize(wide ? 'prompts-list' : 'prompts-list-narrow', wide ? 240 : 176);
  const item = route.page === 'server' ? route.item : undefined;
  const { prompts } = inventory;
  const prompt = prompts.find((one) => one.name === item) ?? prompts[0];
  return (
    <SplitPane
      label="Width of the list of prompts"
      direction="row"
      sized="first"
      size={size}
      onSize={setSize}
      min={140}
      minRest={300}
      first={
        <ItemList
          server={server}
          label="Prompts"
          empty="This server offers no prompts."
          footer={<ListProblems inventory={inventory} lists={['prompts']} />}
          items={prompts.map((one, index) => ({
            key: `${String(index)} ${one.name}`,
            name: one.name,
            detail: one.title,
            words: `${one.title ?? ''} ${one.description?.slice(0, 2000) ?? ''}`,
            selected: one === prompt,
            select: () => navigate({ page: 'server', server, tab: 'prompts', item: one.name }),
          }))}
        />
      }
      second={
        prompt ? (
          <PromptScreen key={prompt.name} server={server} prompt={prompt} running={running} />
        ) : (
          <EmptyState title="No prompts">What this server offers is under Tools and Resources.</EmptyState>
        )
      }
    />
  );
}
