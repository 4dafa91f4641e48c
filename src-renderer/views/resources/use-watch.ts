import { useEffect, useState } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { useHost, useServer } from '../../store/app-context.tsx';

export type WatchWay = 'subscribe' | 'poll';

/** Milliseconds between reads of a resource whose server announces nothing. */
const pollEvery = 2000;
/** Announcements closer together than this (milliseconds) are one. */
const gather = 200;

/** How a server's resources can be watched: it announces changes, or we look again and again. */
export function useWatchWay(server: string): WatchWay {
  const state = useServer(server)?.state;
  const resources = state?.phase === 'running' ? state.facts.capabilities['resources'] : undefined;
  const subscribes =
    typeof resources === 'object' && resources !== null && Reflect.get(resources, 'subscribe') === true;
  return subscribes ? 'subscribe' : 'poll';
}

/** While `active`, calls `onChange` when the resource may have changed. */
export function useWatch(
  server: string,
  uri: string | undefined,
  way: WatchWay,
  active: boolean,
  onChange: () => void,
): HostError | undefined {
  const host = useHost();
  const [error, setError] = useState<HostError>();
  useEffect(() => {
    if (!active || uri === undefined) return undefined;
    if (way === 'poll') {
      const timer = setInterval(onChange, pollEvery);
      return () => clearInterval(timer);
    }
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stopListening = host.listen(({ events }) => {
      const mine = events.some(
        (event) => event.type === 'resource.updated' && event.server === server && event.uri === uri,
      );
      if (!mine || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        onChange();
      }, gather);
    });
    host.call('resource.subscribe', { server, uri }).then(
      () => !left && setError(undefined),
      (thrown: unknown) => !left && setError(toHostError(thrown)),
    );
    return () => {
      left = true;
      stopListening();
      clearTimeout(timer);
      // The server may be gone by now; then there is nothing to end.
      host.call('resource.unsubscribe', { server, uri }).catch(() => undefined);
    };
  }, [host, server, uri, way, active, onChange]);
  return active ? error : undefined;
}
