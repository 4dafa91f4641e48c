import { expect, test } from 'vitest';
import type { HostApi } from '#contract/host-contract.ts';
import type { MeterSample, ServerMeter } from '#contract/meters.ts';
import { createMeterStore } from './meter-store.ts';

const sample = (time: number): MeterSample => ({ time, messages: time, bytes: 0 });
const meter = (time: number): ServerMeter => ({ ...sample(time), server: 'a', restarts: 0, uptime: time });

function storeWith(samples: MeterSample[]): { store: ReturnType<typeof createMeterStore>; asked(): number } {
  let asked = 0;
  const call = (): Promise<unknown> => {
    asked += 1;
    return Promise.resolve({ samples });
  };
  // The only command this store uses is answered as the contract says.
  return { store: createMeterStore({ call: call as HostApi['call'] }), asked: () => asked };
}

const times = (store: ReturnType<typeof createMeterStore>): number[] =>
  (store.store.getState().byServer['a']?.samples ?? []).map((one) => one.time);

test('what was measured before the window opened comes in front, once, without doubles', async () => {
  const { store, asked } = storeWith([sample(1), sample(2), sample(3)]);
  store.metered([meter(3)]);
  await Promise.all([store.wantHistory('a'), store.wantHistory('a')]);
  store.metered([meter(4)]);
  expect(times(store)).toEqual([1, 2, 3, 4]);
  expect(asked()).toBe(1);
  expect(store.store.getState().byServer['a']?.latest?.time).toBe(4);
});

test('keeps ten minutes, forgets a removed server, and asks anew after a gap', async () => {
  const { store, asked } = storeWith([]);
  for (let time = 1; time <= 400; time += 1) store.metered([meter(time)]);
  expect(times(store)).toHaveLength(300);
  expect(times(store).at(-1)).toBe(400);
  store.removed('a');
  expect(times(store)).toEqual([]);
  await store.wantHistory('a');
  store.reset();
  await store.wantHistory('a');
  expect(asked()).toBe(2);
});
