import { lazy, Suspense, useMemo, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { JsonView } from '../../ui/json-view.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { chartShape, type ChartShape } from './chart-shape.ts';
import { DataTable } from './data-table.tsx';
import { openDepth } from './open-depth.ts';
import { tableShape, type TableShape } from './table-shape.ts';

const LineChart = lazy(() => import('./line-chart.tsx'));

export type DataMode = 'table' | 'chart' | 'tree';

/** How a value can be shown. */
export interface DataShapes {
  table: TableShape | undefined;
  chart: ChartShape | undefined;
  /** The ways that fit, the best first. */
  modes: { value: DataMode; label: string }[];
}

/** The ways to show a value: as a table or lines where it is such, and always as a tree. */
export function useDataShapes(value: unknown): DataShapes {
  return useMemo(() => {
    const table = tableShape(value);
    const chart = chartShape(value);
    return {
      table,
      chart,
      modes: [
        ...(table ? [{ value: 'table' as const, label: 'Table' }] : []),
        ...(chart ? [{ value: 'chart' as const, label: 'Chart' }] : []),
        { value: 'tree' as const, label: 'Tree' },
      ],
    };
  }, [value]);
}

/** Data in one of its ways. */
export function DataView({
  value,
  shapes,
  mode,
  label,
}: {
  value: unknown;
  shapes: DataShapes;
  mode: DataMode;
  label: string;
}): ReactNode {
  if (mode === 'table' && shapes.table) return <DataTable shape={shapes.table} />;
  if (mode === 'chart' && shapes.chart) {
    return (
      <CatchFailure>
        <Suspense fallback={<div aria-busy="true" className="h-[220px]" />}>
          <LineChart shape={shapes.chart} label={`Chart of ${label.toLowerCase()}`} />
        </Suspense>
      </CatchFailure>
    );
  }
  return <JsonView value={value} label={label} openDepth={openDepth(value)} visible={visibleText} />;
}
