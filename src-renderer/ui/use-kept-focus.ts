import { useEffect, useLayoutEffect, useRef, type RefCallback } from 'react';

/**
 * For a box whose controls change places (Run, Cancel, Run): when the one that has the focus goes away, the first one
 * that is there gets it, so that a person at the keyboard is not thrown back to the start of the page.
 */
export function useKeptFocus(): RefCallback<HTMLElement> {
  const box = useRef<HTMLElement | null>(null);
  const inside = useRef(false);
  useEffect(() => {
    function look(event: Event): void {
      inside.current = event.target instanceof Node && (box.current?.contains(event.target) ?? false);
    }
    // A control that goes away tells nobody; the next one that gets the focus does.
    document.addEventListener('focusin', look);
    // A click beside every control means to leave.
    document.addEventListener('pointerdown', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('pointerdown', look);
    };
  }, []);
  useLayoutEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    const first = box.current?.querySelector('button:not([disabled])');
    if (first instanceof HTMLElement) first.focus();
  });
  return (element) => {
    box.current = element;
  };
}
