import { expect, test } from 'vitest';
import { safeEnvironment } from './safe-environment.ts';

const from = {
  HOME: '/home/me',
  LOGNAME: 'me',
  PATH: '/bin',
  SHELL: '/bin/sh',
  TERM: 'xterm',
  USER: 'me',
  AWS_SECRET_ACCESS_KEY: 'secret',
  NODE_OPTIONS: '--require evil.js',
  LD_PRELOAD: 'evil.so',
  APPDATA: 'C:\\Data',
};

test('on POSIX a server gets the six safe variables and its own, nothing else', () => {
  expect(safeEnvironment({ TOKEN: 't' }, from, 'linux')).toEqual({
    HOME: '/home/me',
    LOGNAME: 'me',
    PATH: '/bin',
    SHELL: '/bin/sh',
    TERM: 'xterm',
    USER: 'me',
    TOKEN: 't',
  });
});

test('on Windows it gets the list of Windows', () => {
  expect(safeEnvironment({}, from, 'win32')).toEqual({ APPDATA: 'C:\\Data', PATH: '/bin' });
});

test('its own configuration wins', () => {
  expect(safeEnvironment({ PATH: '/mine' }, from, 'linux')['PATH']).toBe('/mine');
});

test('values that a shell would run as a function are left out', () => {
  expect(safeEnvironment({}, { TERM: '() { :; }; echo pwned', USER: 'me' }, 'linux')).toEqual({ USER: 'me' });
});
