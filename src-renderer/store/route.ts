/** The tabs of a server's page, in their order. */
export const serverTabs = ['overview', 'tools', 'resources', 'prompts', 'logs', 'settings'] as const;
export type ServerTab = (typeof serverTabs)[number];

/** Where the window is. `item` is the tool, resource or prompt that is selected. */
export type Route =
  | { page: 'start' }
  | { page: 'server'; server: string; tab: ServerTab; item?: string | undefined }
  | { page: 'approvals' }
  | { page: 'rules' }
  | { page: 'audit' }
  | { page: 'traffic' }
  | { page: 'settings' }
  /** Every part of the design system in every state; only in the palette. */
  | { page: 'gallery' };

const plainPages = ['approvals', 'rules', 'audit', 'traffic', 'settings', 'gallery'] as const;

function isTab(text: string | undefined): text is ServerTab {
  return serverTabs.some((tab) => tab === text);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads `#/server/<name>/<tab>/<item>`, `#/approvals`, `#/rules`, `#/audit`, `#/traffic`, `#/settings`, `#/gallery`; anything else is the start. */
export function parseRoute(hash: string): Route {
  const [page, server, tab, item] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  if (page === 'server' && server !== undefined && server !== '') {
    return {
      page,
      server,
      tab: isTab(tab) ? tab : 'overview',
      ...(item === undefined || item === '' ? {} : { item }),
    };
  }
  const plain = plainPages.find((one) => one === page);
  if (plain !== undefined) return { page: plain };
  return { page: 'start' };
}

export function formatRoute(route: Route): string {
  if (route.page === 'start') return '#/';
  if (route.page !== 'server') return `#/${route.page}`;
  const parts = ['server', route.server, route.tab, ...(route.item === undefined ? [] : [route.item])];
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}
