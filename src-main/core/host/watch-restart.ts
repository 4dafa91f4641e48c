import type { HostEvent } from '#contract/host-contract.ts';
import { toHostError } from '#contract/host-error.ts';
import type { RestartOutcome } from '#contract/restart-outcome.ts';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { compareTools, differenceInWords } from './compare-tools.ts';
import type { ServerRunner } from './server-runner.ts';
import { startFolder } from './start-folder.ts';
import { watchFiles, type FileWatch } from './watch-files.ts';

/** What the watch of one server needs, and tells. */
export interface WatchContext {
  server: string;
  runner: ServerRunner;
  emit(event: HostEvent): void;
  /** Puts a sentence into the timeline. */
  record(event: string, text: string): void;
}

/** Starts a server anew when its files change. */
export interface RestartWatch {
  /** Watches what this definition names; keeps the watch it has when nothing about it is new. */
  follow(definition: ServerDefinition): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a watch; nothing is watched until `follow`. A server that was stopped by a person stays stopped; one that
 * crashed is tried again, since its author has just mended it.
 */
export function createRestartWatch(context: WatchContext): RestartWatch {
  const { server, runner } = context;
  let watching: FileWatch | undefined;
  let followed = '';
  let restarting = false;
  let again: string | undefined;

  async function restart(file: string): Promise<void> {
    const { phase } = runner.state;
    if (runner.sessionNumber === undefined || phase === 'stopped' || phase === 'stopping') return;
    if (restarting) {
      again = file;
      return;
    }
    restarting = true;
    const before = runner.inventory.tools;
    context.record('restarting', `starts anew because ${file} changed`);
    let result: RestartOutcome;
    let words: string;
    try {
      await runner.restart();
      const difference = compareTools(before, runner.inventory.tools);
      result = { outcome: 'running', ...difference };
      words = differenceInWords(difference);
    } catch (error) {
      result = { outcome: 'failed', error: toHostError(error) };
      words = `it did not start: ${result.error.message}`;
    }
    context.record('restarted', `was started anew because ${file} changed; ${words}`);
    context.emit({ type: 'server.restarted', server, because: file, result });
    restarting = false;
    const next = again;
    again = undefined;
    if (next !== undefined && watching) await restart(next);
  }

  async function stop(): Promise<void> {
    const old = watching;
    watching = undefined;
    await old?.close();
  }

  return {
    async follow(definition) {
      const globs = (isStdio(definition) && definition.signalbox?.watch) || [];
      const folder = (isStdio(definition) ? definition.cwd : undefined) ?? startFolder();
      const wanted = globs.length === 0 ? '' : JSON.stringify([folder, globs]);
      if (wanted === followed) return;
      followed = wanted;
      await stop();
      if (wanted === '') return;
      watching = watchFiles(
        globs,
        folder,
        (file) => void restart(file),
        (why) => context.record('watch-failed', `its files cannot be watched: ${why}`),
      );
      await watching.ready;
    },
    close: stop,
  };
}
