import { useState, type ReactNode } from 'react';
import { DataView, useDataShapes, type DataMode } from './data-view.tsx';
import { ModeSwitch } from './mode-switch.tsx';

/** `structuredContent`: as a table or lines where it is such, and always as a tree. */
export function StructuredContent({ value }: { value: unknown }): ReactNode {
  const shapes = useDataShapes(value);
  const [chosen, setChosen] = useState<DataMode>();
  const mode = shapes.modes.find((one) => one.value === chosen)?.value ?? shapes.modes[0]?.value ?? 'tree';
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {shapes.modes.length > 1 && (
        <ModeSwitch label="Show data as" modes={shapes.modes} value={mode} onChange={setChosen} />
      )}
      <DataView value={value} shapes={shapes} mode={mode} label="Structured content" />
    </div>
  );
}
