/** Everything the command line touches outside itself; the program gives the real one, tests their own. */
export interface CliIo {
  /** Results, and nothing else. */
  out(text: string): void;
  /** Everything for people. */
  err(text: string): void;
  /** True when a person is at the terminal and can be asked. */
  canAsk: boolean;
  /**
   * Reads one line that the person types from now on; what was typed before does not count. Undefined at the end of
   * input or when the signal is aborted.
   */
  readLine(signal: AbortSignal): Promise<string | undefined>;
  /** Aborted by Ctrl+C. */
  interrupted: AbortSignal;
}
