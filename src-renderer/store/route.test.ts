import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

const routes: Route[] = [
  { page: 'start' },
  { page: 'approvals' },
  { page: 'rules' },
  { page: 'audit' },
  { page: 'traffic' },
  { page: 'settings' },
  { page: 'gallery' },
  { page: 'server', server: 'file-searcher', tab: 'tools' },
  { page: 'server', server: 'a/b #%?', tab: 'resources', item: 'file:///x y/%2F#z' },
];

test.each(routes.map((route) => [formatRoute(route), route] as const))(
  '%s leads back to where it came from',
  (hash, route) => {
    expect(parseRoute(hash)).toEqual(route);
  },
);

test.each(['', '#', '#token=abc', '#/nowhere', '#/server', '#/server/'])('%s leads to the start', (hash) => {
  expect(parseRoute(hash)).toEqual({ page: 'start' });
});

test('an unknown tab leads to the overview, a broken escape is read as it is', () => {
  expect(parseRoute('#/server/a/nonsense')).toEqual({ page: 'server', server: 'a', tab: 'overview' });
  expect(parseRoute('#/server/%E0%A4%A/tools')).toEqual({ page: 'server', server: '%E0%A4%A', tab: 'tools' });
});
