import type { ReactNode } from 'react';
import { Badge, toneText, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { StateDot } from '../../ui/state-dot.tsx';
import { Untrusted } from '../../ui/untrusted.tsx';
import { Part } from './part.tsx';

const tones: Record<Tone, string> = {
  neutral: 'nothing to say',
  accent: 'chosen, in progress',
  go: 'proceeds',
  wait: 'waits for a person',
  stop: 'stopped, failed',
  noise: 'not protocol',
};

const toneNames: readonly Tone[] = ['neutral', 'accent', 'go', 'wait', 'stop', 'noise'];

// The class names are written out: Tailwind finds them in the text of the code.
const surfaces: readonly (readonly [name: string, background: string])[] = [
  ['bg', 'bg-bg'],
  ['panel', 'bg-panel'],
  ['raised', 'bg-raised'],
  ['field', 'bg-field'],
  ['hover', 'bg-hover'],
  ['sel', 'bg-sel'],
  ['go-soft', 'bg-go-soft'],
  ['wait-soft', 'bg-wait-soft'],
  ['stop-soft', 'bg-stop-soft'],
  ['noise-soft', 'bg-noise-soft'],
];

interface Row {
  name: string;
  condition: Tone;
  count: number;
}
const rows: Row[] = [
  { name: 'system-monitor', condition: 'go', count: 3 },
  { name: 'a server with a name that is rather long', condition: 'stop', count: 12_345 },
];
const columns: Column<Row>[] = [
  { title: 'Server', className: 'max-w-48 truncate', cell: (row) => row.name },
  {
    title: 'Condition',
    className: 'w-full',
    cell: (row) => <Badge tone={row.condition}>{row.condition}</Badge>,
  },
  { title: 'Count', className: 'text-right', cell: (row) => row.count.toLocaleString('en') },
  {
    title: 'Only where there is room',
    wideOnly: true,
    cell: () => 'hidden in narrow boxes',
  },
  {
    title: 'Change',
    quiet: true,
    pinned: true,
    cell: (row) => (
      <Button kind="quiet" className="h-[20px]!" aria-label={`Change ${row.name}`}>
        Change
      </Button>
    ),
  },
];

export function DataParts(): ReactNode {
  return (
    <>
      <Part name="Colours">
        {surfaces.map(([name, background]) => (
          <span key={name} className={`${background} border border-line px-2 py-1`}>
            <span className="text-fg">{name}</span> <span className="text-dim">dim</span>{' '}
            <span className="text-faint">faint</span>
          </span>
        ))}
      </Part>
      <Part name="Meanings">
        {toneNames.map((tone) => (
          <span key={tone} className="flex items-center gap-2">
            <StateDot tone={tone} />
            <Badge tone={tone}>{tone}</Badge>
            <span className={toneText[tone]}>{tones[tone]}</span>
          </span>
        ))}
        <span className="flex items-center gap-2">
          <StateDot tone="accent" busy /> busy
        </span>
      </Part>
      <Part name="Sparkline">
        <Sparkline values={[1, 4, 2, 8, 3, 9, 5]} span={7} />
        <Sparkline values={[5, 1]} span={7} />
        <Sparkline values={[0, 0, 0]} span={7} />
        <span className="text-faint">full, just begun, silent</span>
      </Part>
      <Part name="Keys">
        <Keys keys="mod+k" />
        <Keys keys="mod+shift+a" />
        <Keys keys="alt+down" />
        <Keys keys="?" />
      </Part>
      <Part name="Table">
        <div className="w-full min-w-0 overflow-x-auto">
          <DataTable label="Example rows" columns={columns} rows={rows} keyOf={(row) => row.name} />
        </div>
      </Part>
      <Part name="JSON">
        <JsonView
          label="Example value"
          className="w-full"
          value={{
            text: 'one line',
            numbers: [1, 2.5, -3],
            empty: {},
            none: null,
            yes: true,
            deep: { deeper: { deepest: 'closed at first' } },
          }}
        />
      </Part>
      <Part name="Words of others">
        <Untrusted
          className="w-48"
          text="One line of a server that is cut where there is no more room for it"
        />
        <Untrusted
          block
          className="w-full"
          from="The server says"
          text={'Several lines.\nWhat is hidden is shown: \\u{202e}'}
        />
      </Part>
    </>
  );
}
