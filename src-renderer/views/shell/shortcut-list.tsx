import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../store/app-context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';

const inEveryList = [
  { title: 'Up and down in a list or grid', keys: 'up' },
  { title: 'Open what is selected', keys: 'enter' },
  { title: 'Close, or leave', keys: 'escape' },
];

/** Every shortcut that works right now. */
export function ShortcutList(): ReactNode {
  const { actions, overlay } = useStores();
  const all = useStore(actions.store, (state) => state.actions).filter((action) => action.keys !== undefined);
  const groups = [...new Set(all.map((action) => action.group))];
  return (
    <Dialog title="Keyboard shortcuts" open onClose={overlay.close} width={520}>
      <div className="px-4 py-2">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="py-2">
            <h3 className="pb-1 text-2xs font-semibold text-faint">{group}</h3>
            {all
              .filter((action) => action.group === group)
              .map((action) => (
                <Line key={action.id} title={action.title} keys={action.keys ?? ''} />
              ))}
          </section>
        ))}
        <section aria-label="In lists" className="py-2">
          <h3 className="pb-1 text-2xs font-semibold text-faint">In lists</h3>
          {inEveryList.map((line) => (
            <Line key={line.title} title={line.title} keys={line.keys} />
          ))}
        </section>
      </div>
    </Dialog>
  );
}

function Line({ title, keys }: { title: string; keys: string }): ReactNode {
  return (
    <div className="flex h-row items-center justify-between gap-4 border-b border-line last:border-b-0">
      <bdi className="truncate">{title}</bdi>
      <Keys keys={keys} />
    </div>
  );
}
