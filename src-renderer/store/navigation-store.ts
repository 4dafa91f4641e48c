import { createStore } from 'zustand/vanilla';
import { formatRoute, parseRoute, type Route, type ServerTab } from './route.ts';

/** The part of a window that navigation needs. */
export interface HashHolder {
  location: { hash: string };
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** The route lives in the location's hash: links work, Back works, a reload stays where it was. */
export function createNavigationStore(holder: HashHolder) {
  const store = createStore<{ route: Route }>(() => ({ route: parseRoute(holder.location.hash) }));
  const lastTab = new Map<string, ServerTab>();
  holder.addEventListener('hashchange', () => store.setState({ route: parseRoute(holder.location.hash) }));
  store.subscribe(({ route }) => {
    if (route.page === 'server') lastTab.set(route.server, route.tab);
  });
  return {
    store,
    navigate: (route: Route): void => {
      store.setState({ route });
      holder.location.hash = formatRoute(route);
    },
    /** The page of a server on the tab where a person last was. */
    serverRoute(server: string): Route {
      return { page: 'server', server, tab: lastTab.get(server) ?? 'overview' };
    },
  };
}
