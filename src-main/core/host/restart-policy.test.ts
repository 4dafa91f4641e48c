import { expect, test } from 'vitest';
import { createRestartPolicy } from './restart-policy.ts';

test('waits 0, 1, 2, 4 s between crashes and gives up at the fifth within three minutes', () => {
  let now = 0;
  const policy = createRestartPolicy(
    'notes',
    () => now,
    () => 0.5,
  );
  const delays: unknown[] = [];
  for (let crash = 0; crash < 5; crash += 1) {
    now += 1000;
    const advice = policy.ended(500, ['boom']);
    delays.push(advice.restart ? advice.delay : advice.failure?.code);
  }
  expect(delays).toEqual([0, 1000, 2000, 4000, 'crash-loop']);
});

test('keeps every delay within 20 % of its step', () => {
  for (const random of [0, 0.999]) {
    const policy = createRestartPolicy(
      'notes',
      () => 0,
      () => random,
    );
    policy.ended(500, []);
    const advice = policy.ended(500, []);
    expect(advice.restart && advice.delay).toBeGreaterThanOrEqual(800);
    expect(advice.restart && advice.delay).toBeLessThanOrEqual(1200);
  }
});

test('starts the back-off anew after a minute in good health', () => {
  let now = 0;
  const policy = createRestartPolicy(
    'notes',
    () => now,
    () => 0.5,
  );
  policy.ended(500, []);
  policy.ended(500, []);
  now += 200_000;
  expect(policy.ended(61_000, [])).toEqual({ restart: true, delay: 0 });
});

test('restarts a server that never got through its handshake once and no more', () => {
  const policy = createRestartPolicy(
    'notes',
    () => 0,
    () => 0.5,
  );
  expect(policy.ended(undefined, []).restart).toBe(true);
  expect(policy.ended(undefined, [])).toEqual({ restart: false, failure: undefined });
  policy.reset();
  expect(policy.ended(undefined, []).restart).toBe(true);
});

test('forgets crashes that are more than three minutes old', () => {
  let now = 0;
  const policy = createRestartPolicy(
    'notes',
    () => now,
    () => 0.5,
  );
  for (let crash = 0; crash < 10; crash += 1) {
    now += 60_000;
    expect(policy.ended(1000, []).restart).toBe(true);
  }
});
