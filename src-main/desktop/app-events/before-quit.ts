import { app } from 'electron';

/** Milliseconds after which the application ends even when closing the host hangs. */
const longestClose = 9000;

/** Ends the application when the host has stopped all servers, and only once. */
export function createBeforeQuit(
  closeHost: () => Promise<void>,
): (event: { preventDefault(): void }) => void {
  let closing = false;
  return (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    setTimeout(() => app.exit(1), longestClose);
    closeHost().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  };
}
