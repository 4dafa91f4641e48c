import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGate, type Gate } from '../gate/gate.ts';
import { openDatabase } from '../storage/database.ts';
import { openOwnJournal } from '../storage/own-journal.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'signalbox-audit-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const url = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
const journals = (): string[] => fs.readdirSync(folder).filter((name) => name.endsWith('.journal'));

/** The tools in the audit, oldest first. */
const audited = (gate: Gate): string[] =>
  gate
    .audit(100)
    .map((entry) => entry.tool)
    .toReversed();

function open(): { gate: Gate; ask(tool: string): Promise<unknown> } & Disposable {
  const database = openDatabase(join(folder, 'signalbox.db'), { durable: true });
  const gate = createGate(database, {
    canAsk: true,
    allowAll: true,
    now: Date.now,
    onAsked() {},
    onSettled() {},
    onGrantsChanged() {},
    openJournal: () => openOwnJournal(folder, 'audit'),
  });
  return {
    gate,
    ask(name) {
      const tool = { name, inputSchema: { type: 'object' } };
      return gate.ask({
        callId: name,
        server: 'demo',
        launchFingerprint: 'launch',
        tool,
        argumentsJson: '{}',
        caller: 'window',
        signal: new AbortController().signal,
        currentTool: () => tool,
      });
    },
    [Symbol.dispose]() {
      gate.close();
      database.close();
    },
  };
}

/** A process that asks for a call and is killed in the moment the permit is there. */
async function askAndDie(name: string): Promise<void> {
  const script = `
    const { createGate } = await import(${url('../gate/gate.ts')});
    const { openDatabase } = await import(${url('../storage/database.ts')});
    const { openOwnJournal } = await import(${url('../storage/own-journal.ts')});
    const folder = ${JSON.stringify(folder)};
    const gate = createGate(openDatabase(folder + '/signalbox.db', { durable: true }), {
      canAsk: true, allowAll: true, now: Date.now, onAsked() {}, onSettled() {}, onGrantsChanged() {},
      openJournal: () => openOwnJournal(folder, 'audit') });
    const tool = { name: ${JSON.stringify(name)}, inputSchema: { type: 'object' } };
    void gate.ask({ callId: 'c', server: 'demo', launchFingerprint: 'launch', tool, argumentsJson: '{}', caller: 'cli',
      signal: new AbortController().signal, currentTool: () => tool }).then(() => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

test('the audit holds the call before the permit is given, so that kill -9 cannot hide it', async () => {
  await askAndDie('one');
  await askAndDie('two');
  expect(journals().length).toBeGreaterThan(0);
  using opened = open();
  expect(audited(opened.gate)).toEqual(['one', 'two']);
  expect(opened.gate.audit(1)[0]).toMatchObject({ caller: 'cli', reason: 'flag', outcome: 'allowed' });
  expect(journals()).toHaveLength(1);
});

test('a journal whose content was already committed changes nothing', async () => {
  using opened = open();
  await opened.ask('one');
  const [name = ''] = journals();
  const before = fs.readFileSync(join(folder, name));
  expect(audited(opened.gate)).toEqual(['one']);
  await opened.ask('two');
  // As if the process had died between the commit and the emptying of its journal.
  const after = fs.readFileSync(join(folder, name));
  const [, run = ''] = /-([0-9a-f-]{36})\.journal$/.exec(name) ?? [];
  fs.writeFileSync(join(folder, `audit-999999999--${run}.journal`), Buffer.concat([before, after]));
  fs.rmSync(join(folder, name));
  using again = open();
  expect(audited(again.gate)).toEqual(['one', 'two']);
});

test('processes side by side keep to their own journals', async () => {
  using window = open();
  await window.ask('window');
  {
    using cli = open();
    await cli.ask('cli');
    expect(journals()).toHaveLength(2);
  }
  expect(journals()).toHaveLength(1);
  expect(audited(window.gate).toSorted()).toEqual(['cli', 'window']);
});

test.runIf(process.platform === 'linux')('a journal of a process that lives is left alone', async () => {
  const pid = process.ppid;
  const started = fs.readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[19] ?? '';
  const name = `audit-${pid}-${started}-00000000-0000-0000-0000-000000000000.journal`;
  fs.writeFileSync(join(folder, name), 'x');
  using opened = open();
  expect(audited(opened.gate)).toEqual([]);
  expect(journals()).toContain(name);
});

test('when the journal cannot be opened, the database alone keeps the audit', async () => {
  const database = openDatabase(join(folder, 'signalbox.db'), { durable: true });
  const tool = { name: 'echo', inputSchema: { type: 'object' } };
  const gate = createGate(database, {
    canAsk: true,
    allowAll: true,
    now: Date.now,
    onAsked() {},
    onSettled() {},
    onGrantsChanged() {},
    openJournal: () => openOwnJournal(join(folder, 'missing'), 'audit'),
  });
  await gate.ask({
    callId: 'c',
    server: 'demo',
    launchFingerprint: 'launch',
    tool,
    argumentsJson: '{}',
    caller: 'window',
    signal: new AbortController().signal,
    currentTool: () => tool,
  });
  expect(audited(gate)).toEqual(['echo']);
  gate.close();
  database.close();
});
