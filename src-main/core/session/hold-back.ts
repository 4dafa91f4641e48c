import type { RunningProcess } from '../process/spawn-process.ts';

/**
 * Milliseconds of one turn that reading one server's output may take. A flood would else fill a turn with two megabytes
 * of small messages, and with it the log's queue; paused for the rest of the turn, the pipe fills and the server waits.
 */
const readingPerTurn = 8;

/** Back-pressure for one server: call what it gives back with the milliseconds that each chunk took. */
export function createHoldBack(
  child: Pick<RunningProcess, 'pauseStdout' | 'resumeStdout'>,
): (spent: number) => void {
  let spentThisTurn = 0;
  return (spent) => {
    if (spentThisTurn === 0) {
      // After the log has written what this turn brought.
      setImmediate(() => {
        if (spentThisTurn > readingPerTurn) child.resumeStdout();
        spentThisTurn = 0;
      });
    }
    if (spentThisTurn <= readingPerTurn && spentThisTurn + spent > readingPerTurn) child.pauseStdout();
    // More than nothing, so that the turn is known to have begun.
    spentThisTurn += Math.max(spent, 0.001);
  };
}
