import { useMemo, type ReactNode } from 'react';
import type { Inventory } from '#contract/inventory.ts';
import { useCalls, useLayoutSize, useNavigate, useRoute } from '../../store/app-context.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { ClaimedHints } from '../approvals/claimed-hints.tsx';
import { InventoryGate } from '../content/inventory-gate.tsx';
import { ItemList } from '../content/item-list.tsx';
import { ListProblems } from '../content/list-problems.tsx';
import { useWide } from '../content/use-wide.ts';
import { hintWords, ToolOrderMenu } from './tool-order-menu.tsx';
import { orderTools } from './tool-order.ts';
import { ToolScreen } from './tool-screen.tsx';
import { useToolWish } from './use-tool-wish.ts';

/** The tools of a server: list, arguments and result in one view. */
export function ToolsView({ server }: { server: string }): ReactNode {
  return (
    <InventoryGate server={server} what="tools">
      {(inventory, running) => <Tools server={server} inventory={inventory} running={running} />}
    </InventoryGate>
  );
}

function Tools({
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
  const [size, setSize] = useLayoutSize(wide ? 'tools-list' : 'tools-list-narrow', wide ? 280 : 176);
  const item = route.page === 'server' ? route.item : undefined;
  const { tools } = inventory;
  const tool = tools.find((one) => one.name === item) ?? tools[0];
  const calls = useCalls();
  const [wish, setWish] = useToolWish(tools.length);
  const { sort, group, hint } = wish;
  const placed = useMemo(() => {
    const uses = calls.filter((call) => call.server === server).map((call) => call.tool);
    return orderTools(tools, { sort, group, hint }, uses);
  }, [tools, calls, server, sort, group, hint]);
  return (
    <SplitPane
      label="Width of the list of tools"
      direction="row"
      sized="first"
      size={size}
      onSize={setSize}
      min={140}
      minRest={320}
      first={
        <ItemList
          server={server}
          label="Tools"
          empty="This server offers no tools."
          order={<ToolOrderMenu wish={wish} onWish={setWish} />}
          footer={
            <>
              {hint !== 'any' && (
                <p className="flex items-baseline gap-2 border-t border-line px-3 py-1 text-xs text-dim">
                  {hintWords[hint]}: {placed.length} of {tools.length}
                  <button
                    type="button"
                    className="text-accent underline"
                    onClick={() => setWish({ ...wish, hint: 'any' })}
                  >
                    Show all
                  </button>
                </p>
              )}
              <ListProblems inventory={inventory} lists={['tools']} />
            </>
          }
          items={placed.map(({ tool: one, index, folders }) => ({
            folders,
            key: `${String(index)} ${one.name}`,
            name: one.name,
            words: `${one.title ?? ''} ${one.description?.slice(0, 2000) ?? ''}`,
            selected: one === tool,
            badges: <ClaimedHints hints={mainHint(one.annotations)} />,
            select: () => navigate({ page: 'server', server, tab: 'tools', item: one.name }),
          }))}
        />
      }
      second={
        tool ? (
          <ToolScreen key={tool.name} server={server} tool={tool} running={running} />
        ) : (
          <EmptyState title="No tools">What this server offers is under Resources and Prompts.</EmptyState>
        )
      }
    />
  );
}

/** One claim is enough for a narrow list: the one that matters most. All are on the tool's own screen. */
function mainHint(annotations: Inventory['tools'][number]['annotations']): {
  destructiveHint?: true;
  readOnlyHint?: true;
} {
  if (annotations?.destructiveHint === true) return { destructiveHint: true };
  return annotations?.readOnlyHint === true ? { readOnlyHint: true } : {};
}
