/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a canvas inside it is the image */
import { useEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartShape } from './chart-shape.ts';
import { visibleText } from '#contract/visible-text.ts';

const tones = ['--accent', '--go', '--wait', '--noise', '--stop', '--dim', '--fg', '--faint'];

/** A colour of the theme as a canvas wants it: resolved, for the theme that is shown. */
function colour(element: HTMLElement, name: string): string {
  const before = element.style.color;
  element.style.color = `var(${name})`;
  const resolved = getComputedStyle(element).color;
  element.style.color = before;
  return resolved;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });

/** Below this there is room for the line only. */
const small = (height: number): boolean => height < 80;

function optionsOf(element: HTMLElement, shape: ChartShape, height: number): uPlot.Options {
  const axis = {
    stroke: colour(element, '--faint'),
    grid: { stroke: colour(element, '--line'), width: 1 },
    ticks: { show: false },
    font: `11px ${getComputedStyle(element).fontFamily}`,
  };
  return {
    width: Math.max(120, element.clientWidth),
    height,
    scales: { x: { time: shape.isTime } },
    legend: { show: shape.lines.length > 1 },
    cursor: { y: false },
    axes: small(height)
      ? [{ show: false }, { show: false }]
      : [
          axis,
          { ...axis, size: 52, values: (_plot, splits) => splits.map((value) => compact.format(value)) },
        ],
    series: [
      { label: shape.isTime ? 'time' : 'position' },
      ...shape.lines.map(({ name }, index) => ({
        label: visibleText(name.slice(0, 60)),
        stroke: colour(element, tones[index % tones.length] ?? '--accent'),
        width: 1.5,
        points: { show: !small(height) && shape.x.length < 60, size: 4 },
      })),
    ],
  };
}

export interface LineChartProps {
  shape: ChartShape;
  label: string;
  height?: number | undefined;
}

/** Numbers as lines. What they say in numbers is beside it, as a table or a tree. */
export default function LineChart({ shape, label, height = 220 }: LineChartProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef(shape);
  // Another set of lines needs another plot; new numbers do not.
  const lines = JSON.stringify([shape.isTime, shape.lines.map(({ name }) => name)]);

  useEffect(() => {
    latest.current = shape;
    plot.current?.setData([shape.x, ...shape.lines.map(({ values }) => values)]);
  }, [shape]);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const { current } = latest;
    const made = new uPlot(
      optionsOf(element, current, height),
      [current.x, ...current.lines.map(({ values }) => values)],
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: Math.max(120, element.clientWidth), height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = undefined;
      made.destroy();
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `lines` says what the plot was made for
  }, [lines, height]);

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      className="w-full min-w-0 overflow-hidden text-xs [&_.u-legend]:text-left"
    />
  );
}
