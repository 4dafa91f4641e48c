import { useEffect, type RefObject } from 'react';

const control =
  'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

/** Milliseconds in which a dialog that closed, or the view itself, may give the focus back first. */
const settle = 50;

/**
 * When the control that has the focus goes away (the row of a rule that was revoked, a page that was left), the focus
 * goes to the nearest control that stays, else to `home`: never to the start of the page.
 */
export function useFocusKeeper(home: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    // What had the focus last, and everything around it from the inside out.
    let path: Element[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    const isLost = (): boolean =>
      path[0] !== undefined && !path[0].isConnected && document.activeElement === document.body;

    function mend(): void {
      if (!isLost()) return;
      for (const around of path) {
        if (!around.isConnected) continue;
        if (home.current === null || around.contains(home.current)) break;
        const near = around.matches(control) ? around : around.querySelector(control);
        if (near instanceof HTMLElement) near.focus();
        if (document.activeElement !== document.body) return;
      }
      home.current?.focus();
    }
    function remember(event: FocusEvent): void {
      path = event.composedPath().filter((target) => target instanceof Element);
    }
    // A click beside every control means to leave.
    function forget(): void {
      path = [];
    }
    const observer = new MutationObserver(() => {
      if (!isLost()) return;
      clearTimeout(timer);
      timer = setTimeout(mend, settle);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [home]);
}
