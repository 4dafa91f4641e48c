import { Play, Square } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { duration, byteSize } from '../traffic/row-words.ts';
import { base64Size } from './hex.ts';

const largest = 30 * 1024 * 1024;

/** Ends a sound. Closing an audio context that is closing already is no failure. */
function end(context: AudioContext | undefined): void {
  context?.close().catch(() => undefined);
}

/**
 * Sound of a server, decoded from its own bytes: nothing is loaded, so no media source must be allowed. It plays
 * only when asked to.
 */
export function AudioContent({ base64, mimeType }: { base64: string; mimeType: string }): ReactNode {
  const playing = useRef<AudioContext>(undefined);
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle');
  const [length, setLength] = useState<number>();
  const size = base64Size(base64);
  useEffect(() => () => end(playing.current), []);

  async function play(): Promise<void> {
    end(playing.current);
    try {
      const context = new AudioContext();
      playing.current = context;
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const buffer = await context.decodeAudioData(bytes.buffer);
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.addEventListener('ended', () => {
        end(context);
        if (playing.current === context) setState('idle');
      });
      source.start();
      setLength(buffer.duration * 1000);
      setState('playing');
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="flex items-center gap-2">
      {state === 'playing' ? (
        <Button
          icon={<Square size={12} />}
          onClick={() => {
            end(playing.current);
            setState('idle');
          }}
        >
          Stop
        </Button>
      ) : (
        <Button icon={<Play size={12} />} disabled={size > largest} onClick={() => void play()}>
          Play
        </Button>
      )}
      <span className="text-xs text-faint">
        {mimeType}, {byteSize(size)}
        {length !== undefined && `, ${duration(length)}`}
        {size > largest && ', too large to be played'}
      </span>
      {state === 'failed' && (
        <span className="text-xs text-wait">These bytes are no sound that can be decoded.</span>
      )}
    </div>
  );
}
