import { lazy } from 'react';

/**
 * The work screens, each a chunk of its own: the frame paints before any of them is loaded.
 * A server's screens take `{ server: string }`; the traffic takes `{ full: boolean }` (true: it has the whole page).
 */
export const ToolsView = lazy(() => import('./tools/tools-view.tsx').then((m) => ({ default: m.ToolsView })));
export const ResourcesView = lazy(() =>
  import('./resources/resources-view.tsx').then((m) => ({ default: m.ResourcesView })),
);
export const PromptsView = lazy(() =>
  import('./prompts/prompts-view.tsx').then((m) => ({ default: m.PromptsView })),
);
export const LogsView = lazy(() => import('./logs/logs-view.tsx').then((m) => ({ default: m.LogsView })));
export const TrafficPanel = lazy(() =>
  import('./traffic/traffic-panel.tsx').then((m) => ({ default: m.TrafficPanel })),
);
