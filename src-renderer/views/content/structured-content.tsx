import { useMemo, useState, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { DataTable } from './data-table.tsx';
import { ModeSwitch } from './mode-switch.tsx';
import { tableShape } from './table-shape.ts';

type Mode = 'table' | 'tree';

const modes = [
  { value: 'table', label: 'Table' },
  { value: 'tree', label: 'Tree' },
] as const;

/** `structuredContent`: as a table where it is one, and always as a tree. */
export function StructuredContent({ value }: { value: unknown }): ReactNode {
  const shape = useMemo(() => tableShape(value), [value]);
  const [mode, setMode] = useState<Mode>('table');
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {shape && <ModeSwitch label="Show data as" modes={modes} value={mode} onChange={setMode} />}
      {shape && mode === 'table' ? (
        <DataTable shape={shape} />
      ) : (
        <JsonView value={value} label="Structured content" openDepth={3} visible={visibleText} />
      )}
    </div>
  );
}
