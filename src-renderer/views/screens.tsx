import { lateView } from './late-view.tsx';

// Each work screen is a chunk of its own: the frame paints before any of them is there.
export const ToolsView = lateView(() => import('./tools/tools-view.tsx').then((m) => m.ToolsView));
export const ResourcesView = lateView(() =>
  import('./resources/resources-view.tsx').then((m) => m.ResourcesView),
);
export const PromptsView = lateView(() => import('./prompts/prompts-view.tsx').then((m) => m.PromptsView));
export const LogsView = lateView(() => import('./logs/logs-view.tsx').then((m) => m.LogsView));
export const RulesPage = lateView(() => import('./rules/rules-page.tsx').then((m) => m.RulesPage));
export const AuditPage = lateView(() => import('./audit/audit-page.tsx').then((m) => m.AuditPage));
export const ApprovalsPage = lateView(() =>
  import('./approvals/approvals-page.tsx').then((m) => m.ApprovalsPage),
);
export const ProductSettings = lateView(() =>
  import('./settings/product-settings.tsx').then((m) => m.ProductSettings),
);
export const Gallery = lateView(() => import('./gallery/gallery.tsx').then((m) => m.Gallery));
export const AddServerDialog = lateView(() =>
  import('./add-server/add-server-dialog.tsx').then((m) => m.AddServerDialog),
);

/** Fetches every screen; for the time after the first paint, when nothing else is to be done. */
export function fetchScreens(): void {
  for (const view of [ToolsView, ResourcesView, PromptsView, LogsView, AddServerDialog]) view.fetchNow();
  for (const view of [ApprovalsPage, RulesPage, AuditPage, ProductSettings]) view.fetchNow();
}
