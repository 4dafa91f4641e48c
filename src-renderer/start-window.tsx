import './theme/style-nonce.ts';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createHostLink } from './bridge/host-link.ts';
import { openSession } from './bridge/open-session.ts';
import { refuseDrops } from './bridge/refuse-drops.ts';
import { openWire } from './bridge/open-wire.ts';
import { AppProvider } from './store/app-context.tsx';
import { applyBatch, applySnapshot, createStores, type Stores } from './store/create-stores.ts';
import { applyTheme, onContrastChanged, rememberedTheme } from './theme/theme.ts';
import { AppShell } from './views/shell/app-shell.tsx';

applyTheme(rememberedTheme());
refuseDrops();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root".');

// The session's cookie must be there before the wire is opened; everything else need not wait for it.
const session = openSession();
let stores: Stores | undefined;
const host = createHostLink(
  (events) => {
    let keeper: ReturnType<typeof openWire> | undefined;
    let closed = false;
    // A refused token shows as a refused wire, which says what to do.
    const open = (): void => {
      if (!closed) keeper = openWire(events);
    };
    session.then(open, open);
    return {
      retryNow: () => keeper?.retryNow(),
      close: () => {
        closed = true;
        keeper?.close();
      },
    };
  },
  {
    onSnapshot: (snapshot) => stores && applySnapshot(stores, snapshot),
    onBatch: (batch) => stores && applyBatch(stores, batch),
    onConnection: (connection) => stores?.status.connectionChanged(connection),
    onProblem: (problem) =>
      stores?.toasts.show({ kind: 'error', text: `${problem.message} (${problem.code})` }),
  },
);
stores = createStores(host, window);
const { settings } = stores;
settings.store.subscribe(({ settings: { theme } }) => applyTheme(theme));
onContrastChanged(() => applyTheme(settings.store.getState().settings.theme));

createRoot(root).render(
  <StrictMode>
    <AppProvider app={{ host, stores }}>
      <AppShell onRetry={() => host.retryNow()} />
    </AppProvider>
  </StrictMode>,
);
