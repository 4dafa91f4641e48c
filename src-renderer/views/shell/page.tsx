import type { ReactNode } from 'react';
import type { Route } from '../../store/route.ts';
import { useHostStatus } from '../../store/app-context.tsx';
import { ApprovalsPage, AuditPage, Gallery, ProductSettings, RulesPage } from '../screens.tsx';
import { ServerPage } from '../server/server-page.tsx';
import { StartPage } from './start-page.tsx';

/** The page of the route. */
export function Page({ route }: { route: Route }): ReactNode {
  const ready = useHostStatus((status) => status.ready);
  if (!ready) return <div aria-busy="true" className="flex-1" />;
  return pageOf(route);
}

function pageOf(route: Route): ReactNode {
  switch (route.page) {
    case 'start':
      return <StartPage />;
    case 'server':
      return <ServerPage key={route.server} name={route.server} tab={route.tab} />;
    case 'approvals':
      return <ApprovalsPage />;
    case 'rules':
      return <RulesPage />;
    case 'audit':
      return <AuditPage />;
    case 'settings':
      return <ProductSettings />;
    case 'gallery':
      return <Gallery />;
    case 'traffic':
      break;
  }
  // The traffic has the whole main area: the shell draws it.
  return null;
}
