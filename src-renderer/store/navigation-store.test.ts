import { expect, test } from 'vitest';
import { createNavigationStore } from './navigation-store.ts';

/** A location whose changes are heard as a window hears them. */
function holder(hash: string) {
  const listeners: (() => void)[] = [];
  return {
    location: { hash },
    addEventListener: (_type: 'hashchange', listener: () => void) => {
      listeners.push(listener);
    },
    goTo(next: string): void {
      this.location.hash = next;
      for (const hear of listeners) hear();
    },
  };
}

test('it starts where the address points, so that a reload and a link stay there', () => {
  const { store } = createNavigationStore(holder('#/server/a/logs'));
  expect(store.getState().route).toEqual({ page: 'server', server: 'a', tab: 'logs' });
});

test('going somewhere writes the address; Back is heard', () => {
  const place = holder('');
  const navigation = createNavigationStore(place);
  navigation.navigate({ page: 'rules' });
  expect(place.location.hash).toBe('#/rules');
  place.goTo('#/audit');
  expect(navigation.store.getState().route).toEqual({ page: 'audit' });
});

test('a server comes back on the tab where a person left it', () => {
  const navigation = createNavigationStore(holder(''));
  expect(navigation.serverRoute('a')).toMatchObject({ tab: 'overview' });
  navigation.navigate({ page: 'server', server: 'a', tab: 'tools', item: 'echo' });
  navigation.navigate({ page: 'rules' });
  expect(navigation.serverRoute('a')).toMatchObject({ server: 'a', tab: 'tools' });
});
