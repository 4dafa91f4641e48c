import { useEffect } from 'react';
import { useApprovals, useRoute } from '../../store/app-context.tsx';
import type { Route } from '../../store/route.ts';
import { visibleWords } from '../server-words.tsx';
import { tabTitles } from './use-global-actions.ts';

const titles: Record<Exclude<Route['page'], 'server'>, string> = {
  start: '',
  approvals: 'Approvals',
  rules: 'Rules',
  audit: 'Audit',
  traffic: 'Traffic',
  settings: 'Settings',
  gallery: 'Gallery',
};

/** The title of the window: what waits, where it is, what it is. */
export function windowTitle(route: Route, waiting: number): string {
  const place =
    route.page === 'server'
      ? `${visibleWords(route.server).slice(0, 80)}: ${tabTitles[route.tab]}`
      : titles[route.page];
  return `${waiting > 0 ? `(${String(waiting)}) ` : ''}${place === '' ? '' : `${place} – `}Signalbox`;
}

export function useWindowTitle(): void {
  const route = useRoute();
  const waiting = useApprovals().length;
  useEffect(() => {
    document.title = windowTitle(route, waiting);
  }, [route, waiting]);
}
