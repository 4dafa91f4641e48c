import { lazy, Suspense, type ReactNode } from 'react';
import type { Route } from '../../store/route.ts';
import { useHostStatus } from '../../store/app-context.tsx';
import { ServerPage } from '../server/server-page.tsx';
import { StartPage } from './start-page.tsx';

const RulesPage = lazy(() => import('../rules/rules-page.tsx').then((m) => ({ default: m.RulesPage })));
const ApprovalsPage = lazy(() =>
  import('../approvals/approvals-page.tsx').then((m) => ({ default: m.ApprovalsPage })),
);
const AuditPage = lazy(() => import('../audit/audit-page.tsx').then((m) => ({ default: m.AuditPage })));
const ProductSettings = lazy(() =>
  import('../settings/product-settings.tsx').then((m) => ({ default: m.ProductSettings })),
);

/** The page of the route. */
export function Page({ route }: { route: Route }): ReactNode {
  const ready = useHostStatus((status) => status.ready);
  if (!ready) return <div aria-busy="true" className="flex-1" />;
  return <Suspense fallback={<div aria-busy="true" className="flex-1" />}>{pageOf(route)}</Suspense>;
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
    case 'traffic':
      break;
  }
  // The traffic has the whole main area: the shell draws it.
  return null;
}
