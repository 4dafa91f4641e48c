import { Plus } from 'lucide-react';
import { memo, useId, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ServerState } from '#contract/server-state.ts';
import {
  useActions,
  useHostStatus,
  useMeters,
  useRoute,
  useServers,
  useStores,
} from '../../store/app-context.tsx';
import { formatRoute } from '../../store/route.ts';
import { classNames } from '../../ui/class-names.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { ToastList } from '../../ui/toast.tsx';
import { visibleWords } from '../server-words.tsx';
import { conditionSentence, conditionWords, serverGroup } from '../session-words.ts';

const groups = ['Bundled', 'Yours', 'Remote'] as const;

/** Every server, one line each, with what can be seen at a glance. */
export function ServerRail(): ReactNode {
  const servers = useServers();
  const route = useRoute();
  const ready = useHostStatus((status) => status.ready);
  const { overlay } = useStores();
  const current = route.page === 'server' ? route.server : undefined;
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-panel">
      <nav aria-label="Servers" className="scroll-y min-h-0 flex-1 py-1.5">
        {groups.map((group) => {
          const members = servers.filter((server) => serverGroup(server) === group);
          if (members.length === 0) return null;
          return (
            <section key={group} aria-label={group}>
              <h2 className="px-3 pt-2 pb-1 text-2xs font-semibold text-faint">{group}</h2>
              {members.map((server) => (
                <ServerLink key={server.name} server={server} current={server.name === current} />
              ))}
            </section>
          );
        })}
        {ready && servers.length === 0 && <p className="px-3 py-2 text-dim">No server yet.</p>}
      </nav>
      <Messages />
      <div className="shrink-0 border-t border-line p-1.5">
        <button
          type="button"
          onClick={() => overlay.open('add-server')}
          className="flex h-row w-full items-center gap-2 rounded-[5px] px-1.5 text-dim hover:bg-hover hover:text-fg"
        >
          <Plus size={13} aria-hidden />
          Add server
        </button>
      </div>
    </div>
  );
}

function Messages(): ReactNode {
  const { toasts } = useStores();
  const shown = useStore(toasts.store, (state) => state.toasts);
  useActions(
    () =>
      shown.flatMap(({ id, text, action }) =>
        action
          ? [
              {
                id: `notice.${String(id)}`,
                title: `${action.label}: ${text}`,
                group: 'Notices',
                run: () => {
                  action.run();
                  toasts.dismiss(id);
                },
              },
            ]
          : [],
      ),
    [shown, toasts],
  );
  return <ToastList toasts={shown} onDismiss={toasts.dismiss} />;
}

/** Messages a second over the last minute. */
function Traffic({ server }: { server: string }): ReactNode {
  const { samples } = useMeters(server);
  return <Sparkline values={samples.slice(-30).map(({ messages }) => messages)} span={30} />;
}

const ServerLink = memo(function ServerLink({
  server,
  current,
}: {
  server: ServerState;
  current: boolean;
}): ReactNode {
  const describedBy = useId();
  const { navigation } = useStores();
  const { tone, busy, brief } = conditionWords(server);
  const name = visibleWords(server.name);
  return (
    <a
      href={formatRoute(navigation.serverRoute(server.name))}
      aria-describedby={describedBy}
      aria-current={current ? 'page' : undefined}
      title={name}
      // The tab where a person last was is known only when the link is followed.
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        navigation.navigate(navigation.serverRoute(server.name));
      }}
      className={classNames(
        'grid h-[26px] grid-cols-[8px_1fr_auto_auto] items-center gap-2 px-3 hover:bg-hover aria-[current]:bg-sel',
        tone === 'neutral' && 'text-dim',
      )}
    >
      <StateDot tone={tone} busy={busy} />
      <bdi className="truncate">{name}</bdi>
      <Traffic server={server.name} />
      <span
        aria-hidden
        className={classNames('text-2xs tabular-nums', tone === 'stop' ? 'text-stop' : 'text-faint')}
      >
        {brief}
      </span>
      <span id={describedBy} hidden>
        {visibleWords(conditionSentence(server)).slice(0, 300)}
      </span>
    </a>
  );
});
