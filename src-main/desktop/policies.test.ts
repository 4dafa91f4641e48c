import * as fc from 'fast-check';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { debugSwitch, parseDesktopOptions } from './desktop-options.ts';
import { mayLoad } from './guard-session.ts';
import { openableLink } from './link-policy.ts';
import { isOwnSender } from './sender-check.ts';
import { fitBounds, readBounds, writeBounds } from './window-bounds.ts';

describe('the sender of a message', () => {
  const own = { origin: 'app://signalbox', url: 'app://signalbox/index.html#/server/a/Tools', parent: null };

  it('is accepted from the main frame of our page in our window', () => {
    expect(isOwnSender(own, 1, 1)).toBe(true);
  });

  it.each([
    ['a frame that is gone', null, 1],
    ['a sub-frame of our origin', { ...own, parent: own }, 1],
    ['another window', own, 2],
    ['another origin', { ...own, origin: 'https://evil.example' }, 1],
    ['an opaque origin', { ...own, origin: 'null' }, 1],
    ['an origin that begins like ours', { ...own, origin: 'app://signalbox.evil' }, 1],
    ['a page of another address', { ...own, url: 'data:text/html,x' }, 1],
  ])('is refused when it is %s', (_name, frame, senderId) => {
    expect(isOwnSender(frame, senderId, 1)).toBe(false);
  });
});

describe('a link', () => {
  it.each([
    ['https://example.org/a?b#c', 'example.org'],
    ['HTTPS://EXAMPLE.org:8443/', 'example.org:8443'],
    ['http://localhost:3000/', 'localhost:3000'],
    ['http://[::1]:80/x', '[::1]'],
    ['https://раура\u0301l.example/', undefined],
  ])('%s may be opened after its host was shown', (address, host) => {
    const link = openableLink(address);
    if (host !== undefined) expect(link?.host).toBe(host);
    expect(link?.host).toMatch(/^[\x21-\x7e]+$/);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    ' https://example.org',
    'https://exa\nmple.org',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'http://example.org',
    'http://127.0.0.1.evil.example/',
    'https://example.org@evil.example/',
    'https:\\\\evil.example',
    'app://signalbox/index.html',
    'smb://server/share',
    'ms-msdt:/id',
    '//example.org',
    '',
    `https://example.org/${'x'.repeat(10_000)}`,
  ])('%j is never opened', (address) => {
    expect(openableLink(address)).toBeUndefined();
  });

  it('is https, or http on loopback, whatever the text (fuzz)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const link = openableLink(text);
        return (
          link === undefined || /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(link.href)
        );
      }),
    );
  });
});

describe('the page', () => {
  it('loads only its own files and what it made itself', () => {
    const own = ['app://signalbox/index.html', 'blob:app://signalbox/1', 'data:image/png;base64,AA=='];
    expect(own.every(mayLoad)).toBe(true);
    const foreign = [
      'https://example.org/',
      'http://127.0.0.1:80/',
      'ws://localhost/',
      'file:///etc/passwd',
      'app://signalbox.evil/x',
      'app://other/index.html',
      'blob:https://example.org/1',
      'about:srcdoc',
    ];
    expect(foreign.filter(mayLoad)).toEqual([]);
  });
});

describe('the bounds of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };

  it('survive being written and read, in a file of this account only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-bounds-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'window.json');
    const bounds = { position: { x: 5, y: 6 }, width: 1000, height: 700, maximized: true };
    writeBounds(file, bounds);
    expect(readBounds(file)).toEqual(bounds);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{"width":"wide"');
    expect(readBounds(file)).toMatchObject({ width: 1440, height: 900 });
  });

  it('come back to a screen that is there', () => {
    const away = { position: { x: 5000, y: 5000 }, width: 3000, height: 1000, maximized: false };
    expect(fitBounds(away, [screen])).toEqual({ width: 3000, height: 1000, maximized: false });
    const here = { position: { x: 100, y: 50 }, width: 1000, height: 700, maximized: false };
    expect(fitBounds(here, [screen])).toEqual(here);
  });
});

describe('the command line of the desktop shell', () => {
  it("reads our options among Chromium's", () => {
    const argv = [
      '/x/electron',
      '.',
      '--no-sandbox',
      '--data-dir=/d',
      '--config=/a',
      '--config=/b',
      '--lang=de',
    ];
    expect(parseDesktopOptions(argv)).toEqual({ dataDir: '/d', configFiles: ['/a', '/b'] });
    expect(parseDesktopOptions([])).toEqual({ dataDir: undefined, configFiles: [] });
  });

  it('knows the switches that would open it to a debugger', () => {
    expect(debugSwitch((name) => name === 'remote-debugging-port')).toBe('remote-debugging-port');
    expect(debugSwitch(() => false)).toBeUndefined();
  });
});
