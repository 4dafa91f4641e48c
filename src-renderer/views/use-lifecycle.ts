import { useMemo } from 'react';
import { toHostError } from '#contract/host-error.ts';
import { useHost, useStores } from '../store/app-context.tsx';
import { visibleWords } from './server-words.tsx';

export interface Lifecycle {
  start: (server: string) => void;
  stop: (server: string) => void;
  restart: (server: string) => void;
}

/**
 * Start, stop and restart of servers. A failed start is a state: the server's page shows it with its evidence, so a
 * message is added only when another page is in sight.
 */
export function useLifecycle(): Lifecycle {
  const host = useHost();
  const { navigation, toasts } = useStores();
  return useMemo(() => {
    const run = (command: 'server.start' | 'server.stop' | 'server.restart') => (server: string) => {
      host.call(command, { server }).catch((thrown: unknown) => {
        const { route } = navigation.store.getState();
        const error = toHostError(thrown);
        const inSight =
          route.page === 'server' && route.server === server && error.code !== 'connection-lost';
        if (inSight || error.code === 'cancelled') return;
        toasts.show({
          kind: 'error',
          text: `${visibleWords(server)}: ${visibleWords(error.message).slice(0, 400)} (${error.code})`,
          action: {
            label: 'Show',
            run: () => navigation.navigate({ page: 'server', server, tab: 'overview' }),
          },
        });
      });
    };
    return { start: run('server.start'), stop: run('server.stop'), restart: run('server.restart') };
  }, [host, navigation, toasts]);
}
