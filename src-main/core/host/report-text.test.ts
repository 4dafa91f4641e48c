import { expect, it } from 'vitest';
import type { TrafficRecord } from '#contract/traffic-record.ts';
import { createRedaction, redacted, reportFileName, reportText } from './report-text.ts';

function record(text: string, more: Partial<TrafficRecord> = {}): TrafficRecord {
  const row = {
    seq: 1,
    time: 0,
    server: 's',
    session: 1,
    direction: 'in',
    kind: 'noise',
    summary: '',
    size: text.length,
    flags: [],
  } as const;
  return { row: { ...row, flags: [] }, text, clipped: false, ...more };
}

it('shortens the home folder, also escaped in JSON, and no other folder', () => {
  const { text } = createRedaction([], '/home/ann');
  expect(text('/home/ann and file:///home/ann/x, HOME=/home/ann')).toBe('~ and file://~/x, HOME=~');
  expect(text(JSON.stringify({ a: 'first\n/home/ann/x' }))).toBe(String.raw`{"a":"first\n~/x"}`);
  expect(text('/home/anna /mnt/home/ann')).toBe('/home/anna /mnt/home/ann');
  const windows = createRedaction([], String.raw`C:\Users\ann`);
  expect(windows.text(JSON.stringify(String.raw`C:\Users\ann\x`))).toBe(String.raw`"~\\x"`);
});

it('leaves no part of a secret at the end of a record that was cut', () => {
  const secret = 'S'.repeat(50);
  const redaction = createRedaction([secret], '/home/ann');
  const whole = `${'x'.repeat(redaction.readCharacters - 30)}${secret}`;
  const cut = whole.slice(0, redaction.readCharacters);
  expect(JSON.stringify(redaction.record(record(cut, { clipped: true })))).not.toContain('S');
  // Many secrets make the text so much shorter that its end comes into sight.
  const dense = secret.repeat(1000).slice(0, redaction.readCharacters);
  expect(JSON.stringify(redaction.record(record(dense, { clipped: true })))).not.toContain('S');
});

it('gives bytes only where nothing in them is hidden or cut', () => {
  const redaction = createRedaction(['secret-value'], '/home/ann');
  const base64 = 'AAAA';
  expect(redaction.record(record('plain', { base64 }))).toMatchObject({ base64 });
  expect(redaction.record(record('secret-value', { base64 }))).not.toHaveProperty('base64');
  expect(redaction.record(record('/home/ann', { base64 }))).not.toHaveProperty('base64');
  expect(redaction.record(record('x'.repeat(20_000), { base64 }))).toMatchObject({ clipped: true });
});

it('redacts names of keys too and escapes what cannot be seen, without a loss', () => {
  const hide = createRedaction(['secret-value'], '/home/ann').text;
  expect(redacted({ 'secret-value': ['/home/ann', 1, null] }, hide)).toEqual({ '••••': ['~', 1, null] });
  const document = { a: 'x\u202Ey\u009Bz\u{E0041}' };
  const text = reportText(document);
  expect(text).toBe('{\n  "a": "x\\u202ey\\u009bz\\udb40\\udc41"\n}\n');
  expect(JSON.parse(text)).toEqual(document);
});

it('names the file harmlessly', () => {
  const made = new Date(0);
  expect(reportFileName('../a b/ü', made)).toBe('signalbox-report-a-b--1970-01-01T00-00-00.json');
  expect(reportFileName(undefined, made)).toBe('signalbox-report-all-1970-01-01T00-00-00.json');
});
