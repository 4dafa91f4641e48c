import type { ServerState } from '#contract/server-state.ts';
import type { ExitFacts } from '#contract/session-state.ts';
import type { Tone } from '../ui/badge.tsx';
import { plural } from './units.ts';

/** A server's condition for the eye: the colour of its dot, a word, and what stands at the end of its line. */
export interface ConditionWords {
  tone: Tone;
  busy: boolean;
  /** One word or two: `running`, `failed`. */
  word: string;
  /** At most some characters: the number of tools, `exit 1`, `off`. */
  brief: string;
}

const steps = {
  spawning: 'starting the process',
  probing: 'asking which protocol it speaks',
  handshake: 'shaking hands',
  listing: 'listing what it offers',
} as const;

/** `exit 1`, `SIGKILL` */
export function exitWords(exit: ExitFacts): string {
  return exit.signal ?? `exit ${String(exit.code ?? '?')}`;
}

export function conditionWords(server: ServerState): ConditionWords {
  const { state } = server;
  switch (state.phase) {
    case 'running':
      return { tone: 'go', busy: false, word: 'running', brief: String(server.counts.tools) };
    case 'starting':
      return { tone: 'accent', busy: true, word: `starting: ${steps[state.step]}`, brief: '…' };
    case 'stopping':
      return { tone: 'accent', busy: true, word: 'stopping', brief: '…' };
    case 'failed': {
      const brief = state.exit ? exitWords(state.exit) : 'failed';
      return { tone: 'stop', busy: false, word: 'failed', brief };
    }
    case 'stopped':
      break;
  }
  const off = !server.enabled;
  return { tone: 'neutral', busy: false, word: off ? 'disabled' : 'stopped', brief: off ? 'off' : '' };
}

/** The whole condition as a sentence, for screen readers and tooltips. */
export function conditionSentence(server: ServerState): string {
  const { word } = conditionWords(server);
  const { state } = server;
  if (state.phase === 'failed') return `${word}: ${state.error.message}`;
  if (state.phase !== 'running') return word;
  return `${word}, ${plural(server.counts.tools, 'tool')}`;
}

/** The heading under which a server stands in the rail. */
export function serverGroup(server: ServerState): 'Bundled' | 'Yours' | 'Remote' {
  if (server.source === 'bundled') return 'Bundled';
  return server.transport === 'stdio' ? 'Yours' : 'Remote';
}

/** True when Start makes sense; otherwise Stop does. */
export function canStart(server: ServerState): boolean {
  return server.state.phase === 'stopped' || server.state.phase === 'failed';
}
