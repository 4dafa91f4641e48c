import { useEffect } from 'react';
import { useStores } from '../../store/app-context.tsx';
import { matchesKeys, takesText } from './shortcut.ts';

/** Runs the actions whose keys are pressed. While a dialog is open it has the keyboard to itself, but for mod+k. */
export function useShortcuts(): void {
  const { actions } = useStores();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.repeat) return;
      const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && takesText(event.target)) return;
      const action = actions.store
        .getState()
        .actions.find(
          (one) => one.keys !== undefined && one.global !== false && matchesKeys(event, one.keys),
        );
      if (!action || (inDialog && action.id !== 'palette')) return;
      event.preventDefault();
      action.run();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
