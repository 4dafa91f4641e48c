import type { ReactNode } from 'react';

export interface SparklineProps {
  values: readonly number[];
  /** How many values fill the whole width; fewer stand at the right. */
  span: number;
  width?: number | undefined;
  height?: number | undefined;
}

/**
 * The shape of the latest values, newest at the right. Decoration only: what it says must also stand beside it in words.
 * Nothing when there was never anything to show.
 */
export function Sparkline({ values, span, width = 36, height = 12 }: SparklineProps): ReactNode {
  const shown = values.slice(-span);
  const most = Math.max(...shown, 0);
  if (most <= 0) return <svg width={width} height={height} aria-hidden />;
  const step = width / Math.max(1, span - 1);
  const points = shown.map((value, index) => {
    const x = width - (shown.length - 1 - index) * step;
    // A square root lets a trickle be seen beside a flood.
    const y = height - 1 - Math.sqrt(Math.max(0, value) / most) * (height - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg width={width} height={height} viewBox={`0 0 ${String(width)} ${String(height)}`} aria-hidden>
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1"
        strokeLinejoin="round"
      />
    </svg>
  );
}
