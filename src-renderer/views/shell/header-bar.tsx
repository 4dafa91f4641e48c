import { Menu as MenuIcon, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  useApprovals,
  useGrants,
  useHostStatus,
  useNavigate,
  useRoute,
  useStores,
} from '../../store/app-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Menu } from '../../ui/menu.tsx';
import { StateDot } from '../../ui/state-dot.tsx';

const pill =
  'inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs whitespace-nowrap hover:bg-hover';

/** Mark, palette button, what waits, rules. */
export function HeaderBar(): ReactNode {
  const { overlay } = useStores();
  const navigate = useNavigate();
  const route = useRoute();
  const waiting = useApprovals().length;
  const rules = useGrants().length;
  const version = useHostStatus((status) => status.description?.version);
  return (
    <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line bg-panel px-3">
      <button
        type="button"
        onClick={() => navigate({ page: 'start' })}
        title={version === undefined ? 'Signalbox' : `Signalbox ${version}`}
        className="flex shrink-0 items-center gap-2 rounded-[5px] px-1 font-semibold"
      >
        <SignalMark />
        Signalbox
      </button>
      <div className="flex min-w-0 flex-1 justify-center">
        <button
          type="button"
          onClick={() => overlay.open('palette')}
          className="flex h-[26px] w-full max-w-[460px] min-w-0 items-center gap-2 rounded-[6px] border border-line-strong bg-bg px-2.5 text-faint hover:border-accent"
        >
          <Search size={13} aria-hidden className="shrink-0" />
          <span className="truncate">Search servers, tools, actions…</span>
          <span aria-hidden className="ml-auto">
            <Keys keys="mod+k" />
          </span>
        </button>
      </div>
      {waiting > 0 && (
        <button
          type="button"
          onClick={() => overlay.hideApprovals(false)}
          className={classNames(pill, 'border-wait font-medium text-wait')}
        >
          <StateDot tone="wait" />
          {waiting} waiting for you
        </button>
      )}
      <a
        href="#/rules"
        aria-current={route.page === 'rules' ? 'page' : undefined}
        className={classNames(
          pill,
          'border-line-strong text-dim aria-[current]:bg-sel aria-[current]:text-fg',
        )}
      >
        Rules {rules}
      </a>
      <Menu
        trigger={<IconButton label="Menu" icon={<MenuIcon size={15} />} />}
        items={[
          { label: 'Traffic', run: () => navigate({ page: 'traffic' }) },
          { label: 'Approvals', run: () => navigate({ page: 'approvals' }) },
          { label: 'Rules', run: () => navigate({ page: 'rules' }) },
          { label: 'Audit', run: () => navigate({ page: 'audit' }) },
          { label: 'Settings', run: () => navigate({ page: 'settings' }) },
          'separator',
          { label: 'Leftover processes', run: () => overlay.open('leftovers') },
          { label: 'Keyboard shortcuts', run: () => overlay.open('shortcuts') },
        ]}
      />
    </header>
  );
}

function SignalMark(): ReactNode {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden>
      <rect x="8" y="1" width="2" height="16" fill="var(--faint)" />
      <rect x="2" y="3" width="9" height="4" rx="1" fill="var(--stop)" />
      <circle cx="13" cy="5" r="2" fill="var(--go)" />
    </svg>
  );
}
