import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useApprovals, useHostStatus, useLayoutSize, useRoute, useStores } from '../../store/app-context.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import { AddServerDialog, fetchScreens } from '../screens.tsx';
import { TrafficPanel } from '../traffic/traffic-panel.tsx';
import { ApproveDialog } from '../approvals/approve-dialog.tsx';
import { CatchFailure } from './catch-failure.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { FooterBar } from './footer-bar.tsx';
import { HeaderBar } from './header-bar.tsx';
import { Page } from './page.tsx';
import { ServerRail } from './server-rail.tsx';
import { LeftoversDialog } from './leftovers-dialog.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import { useFocusKeeper } from './use-focus-keeper.ts';
import { useGlobalActions } from './use-global-actions.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWindowTitle } from './use-window-title.ts';

/** The frame of the window: header, servers, page, traffic, footer, and what lies over them. */
export function AppShell({ onRetry }: { onRetry?: (() => void) | undefined }): ReactNode {
  useGlobalActions();
  useShortcuts();
  useWindowTitle();
  useEffect(() => {
    const idle = requestIdleCallback(fetchScreens);
    return () => cancelIdleCallback(idle);
  }, []);
  const main = useRef<HTMLElement>(null);
  useFocusKeeper(main);
  const [railWidth, setRailWidth] = useLayoutSize('rail', 232);
  return (
    <TooltipProvider>
      <div className="flex h-full flex-col">
        <HeaderBar />
        <ConnectionBanner onRetry={onRetry} />
        <SplitPane
          label="Width of the list of servers"
          direction="row"
          sized="first"
          size={railWidth}
          onSize={setRailWidth}
          min={140}
          minRest={320}
          aside="List of servers"
          first={<ServerRail />}
          second={
            <main ref={main} tabIndex={-1} className="flex min-h-0 flex-1 flex-col focus:outline-none">
              <MainArea />
            </main>
          }
        />
        <FooterBar />
      </div>
      <Overlays />
    </TooltipProvider>
  );
}

function MainArea(): ReactNode {
  const route = useRoute();
  const [dockHeight, setDockHeight] = useLayoutSize('dock', 280);
  // The traffic asks the host for rows: not before there is one.
  const ready = useHostStatus((status) => status.ready);
  if (route.page === 'traffic') {
    return (
      <>
        <h1 className="sr-only">Traffic</h1>
        {ready && <Traffic full />}
      </>
    );
  }
  return (
    <SplitPane
      label="Height of the traffic"
      direction="column"
      sized="second"
      size={dockHeight}
      onSize={setDockHeight}
      min={64}
      minRest={120}
      first={
        <CatchFailure key={route.page === 'server' ? `server ${route.server}` : route.page}>
          <Page route={route} />
        </CatchFailure>
      }
      second={ready ? <Traffic full={false} /> : <div className="flex-1 bg-panel" />}
    />
  );
}

function Traffic({ full }: { full: boolean }): ReactNode {
  return (
    <CatchFailure>
      <TrafficPanel full={full} />
    </CatchFailure>
  );
}

function Overlays(): ReactNode {
  const { overlay } = useStores();
  const open = useStore(overlay.store, (state) => state.overlay);
  const hidden = useStore(overlay.store, (state) => state.approvalsHidden);
  const reviewing = useStore(overlay.store, (state) => state.reviewing);
  const approvals = useApprovals();
  const approval = approvals.find((one) => one.id === reviewing) ?? approvals[0];
  return (
    <>
      {open === 'palette' && <CommandPalette />}
      {open === 'shortcuts' && <ShortcutList />}
      {open === 'add-server' && <AddServerDialog />}
      {open === 'leftovers' && <LeftoversDialog />}
      {approval && !hidden && <ApproveDialog approval={approval} queue={approvals} />}
    </>
  );
}
