import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Sparkline } from './sparkline.tsx';

const pointsOf = (values: number[], span: number): string =>
  /points="([^"]*)"/.exec(
    renderToStaticMarkup(<Sparkline values={values} span={span} width={30} height={12} />),
  )?.[1] ?? '';

test('stands at the right while there are few values, and never leaves its box', () => {
  expect(pointsOf([4, 4], 4)).toBe('20.0,1.0 30.0,1.0');
  const all = pointsOf([0, 1, 100, 50, -3], 4).split(/[ ,]/).map(Number);
  expect(all).toHaveLength(8);
  expect(all.every((one) => one >= 0 && one <= 30)).toBe(true);
});

test('draws nothing when there was nothing', () => {
  expect(pointsOf([], 4)).toBe('');
  expect(pointsOf([0, 0, 0], 4)).toBe('');
});
