import { useEffect, useMemo, type ReactNode } from 'react';
import type { MeterSample } from '#contract/meters.ts';
import { useMeters, useStores } from '../../store/app-context.tsx';
import { lateView } from '../late-view.tsx';
import { byteSize } from '../traffic/row-words.ts';
import { formatCount, plural } from '../units.ts';

const LineChart = lateView(() => import('../content/line-chart.tsx').then((module) => module.default));

interface Quantity {
  name: string;
  words(sample: MeterSample): string | undefined;
  /** In the unit that the axis shows. */
  value(sample: MeterSample): number | null;
}

const quantities: Quantity[] = [
  {
    name: 'Processor, %',
    words: ({ cpu }) => (cpu === undefined ? undefined : `${cpu.toFixed(1)} %`),
    value: ({ cpu }) => cpu ?? null,
  },
  {
    name: 'Memory, MB',
    words: ({ memory, children }) =>
      memory === undefined
        ? undefined
        : `${byteSize(memory)}${children ? ` with ${plural(children, 'child process', 'child processes')}` : ''}`,
    value: ({ memory }) => (memory === undefined ? null : memory / 1e6),
  },
  {
    name: 'Traffic, messages/s',
    words: ({ messages, bytes }) => `${formatCount(messages)} messages/s, ${byteSize(bytes)}/s`,
    value: ({ messages }) => messages,
  },
];

/** What the server uses and does, over the last ten minutes. Nothing until something was measured. */
export function Meters({ server }: { server: string }): ReactNode {
  const { meters } = useStores();
  const { samples } = useMeters(server);
  useEffect(() => void meters.wantHistory(server), [meters, server]);
  if (samples.length === 0) return null;
  return (
    <section aria-label="Meters">
      <h2 className="border-b border-line pb-1 text-2xs font-semibold text-faint">Last ten minutes</h2>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(240px,1fr))] gap-x-6 gap-y-2 py-2">
        {quantities.map((quantity) => (
          <Meter key={quantity.name} quantity={quantity} samples={samples} />
        ))}
      </div>
    </section>
  );
}

function Meter({ quantity, samples }: { quantity: Quantity; samples: readonly MeterSample[] }): ReactNode {
  const latest = samples.at(-1);
  const words = latest && quantity.words(latest);
  const shape = useMemo(
    () => ({
      isTime: true,
      x: samples.map(({ time }) => time / 1000),
      lines: [{ name: quantity.name, values: samples.map((sample) => quantity.value(sample)) }],
    }),
    [quantity, samples],
  );
  if (words === undefined) return null;
  return (
    <div className="min-w-0">
      <p className="flex justify-between gap-3 text-xs">
        <span className="text-dim">{quantity.name}</span>
        <span className="truncate tabular-nums">{words}</span>
      </p>
      <LineChart
        shape={shape}
        label={`${quantity.name} over the last ten minutes, now ${words}`}
        height={120}
      />
    </div>
  );
}
