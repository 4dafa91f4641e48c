import { useEffect, useState } from 'react';

/** Milliseconds in which a prompt that has just appeared cannot be allowed (attack 27). */
export const holdTime = 500;

/**
 * False until `holdTime` has passed since the prompt appeared – or since the window got the focus back, because a
 * click that was meant for what lay there before must not allow anything. The host holds to the same rule.
 */
export function useArmed(): boolean {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function hold(): void {
      setArmed(false);
      clearTimeout(timer);
      timer = setTimeout(() => setArmed(true), holdTime);
    }
    hold();
    window.addEventListener('focus', hold);
    document.addEventListener('visibilitychange', hold);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('focus', hold);
      document.removeEventListener('visibilitychange', hold);
    };
  }, []);
  return armed;
}
