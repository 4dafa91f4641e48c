import { connectHost } from '#contract/connect-host.ts';
import { HostFailure } from '#contract/host-error.ts';
import { jsonWire, type TextChannel } from '#contract/json-wire.ts';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createWireEnd, wireChannel, type WireMessage } from './wire-channel.ts';

function window_(): {
  hear: (message: unknown) => void;
  pageGone: () => void;
  posted: WireMessage[];
  channels: { texts: string[]; closed: number; channel: TextChannel }[];
} {
  const posted: WireMessage[] = [];
  const channels: { texts: string[]; closed: number; channel: TextChannel }[] = [];
  const end = createWireEnd(
    (message) => posted.push(message),
    (channel) => {
      const one = { texts: [] as string[], closed: 0, channel };
      channel.onText((text) => one.texts.push(text));
      channel.onClose(() => (one.closed += 1));
      channels.push(one);
    },
  );
  return { hear: (message) => end.hear(message), pageGone: () => end.pageGone(), posted, channels };
}

it('carries texts both ways for the page that opened it', () => {
  const { hear, posted, channels } = window_();
  hear({ kind: 'open', connection: 'a' });
  hear({ kind: 'text', connection: 'a', text: 'up' });
  channels[0]?.channel.send('down');
  expect(channels[0]?.texts).toEqual(['up']);
  expect(posted).toEqual([{ kind: 'text', connection: 'a', text: 'down' }]);
});

it('ends the channel of a page that was reloaded, and nothing of it reaches the new page', () => {
  const { hear, posted, channels } = window_();
  hear({ kind: 'open', connection: 'a' });
  hear({ kind: 'open', connection: 'b' });
  expect(channels[0]?.closed).toBe(1);
  hear({ kind: 'text', connection: 'a', text: 'late' });
  channels[0]?.channel.send('late');
  channels[0]?.channel.close();
  expect([channels[0]?.texts, channels[1]?.texts, posted]).toEqual([[], [], []]);
  expect(channels[1]?.closed).toBe(0);
});

it('rejects what waits with connection-lost when the page is gone', async () => {
  const end = createWireEnd(
    () => undefined,
    (channel) => {
      const api = connectHost(jsonWire(channel));
      waiting = api.call('host.describe', {}).catch((reason: unknown) => reason);
    },
  );
  let waiting: Promise<unknown> = Promise.resolve();
  end.hear({ kind: 'open', connection: 'a' });
  end.pageGone();
  end.pageGone();
  const reason = await waiting;
  expect(reason instanceof HostFailure && reason.code).toBe('connection-lost');
});

it('survives whatever is sent (fuzz)', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 10 }), (messages) => {
      const { hear, channels } = window_();
      for (const message of messages) hear(message);
      hear({ kind: 'open', connection: 'a' });
      expect(channels).toHaveLength(1);
    }),
  );
});

it('has the same name in the preload script, which cannot import it', () => {
  const preload = readFileSync(new URL('preload.ts', import.meta.url), 'utf8');
  expect(preload).toContain(`'${wireChannel}'`);
});
