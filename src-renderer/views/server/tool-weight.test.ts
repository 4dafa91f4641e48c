import { expect, test } from 'vitest';
import { weighTools } from './tool-weight.ts';

test('the weight is that of the definitions as JSON in UTF-8, the heaviest tool first', () => {
  const light = { name: 'a', inputSchema: {} };
  const heavy = { name: 'b', description: 'ü'.repeat(100), inputSchema: {} };
  const weight = weighTools([light, heavy]);
  const [lightBytes, heavyBytes] = [light, heavy].map(
    (tool) => new TextEncoder().encode(JSON.stringify(tool)).length,
  );
  expect(weight.byTool).toEqual([
    { name: 'b', bytes: heavyBytes },
    { name: 'a', bytes: lightBytes },
  ]);
  expect(weight.bytes).toBe((lightBytes ?? 0) + (heavyBytes ?? 0));
  expect(weight.tokens).toBe(Math.round(weight.bytes / 4));
});

test('no tools weigh nothing', () => {
  expect(weighTools([])).toEqual({ bytes: 0, tokens: 0, byTool: [] });
});
