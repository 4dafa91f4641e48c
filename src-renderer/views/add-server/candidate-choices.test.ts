import { expect, test } from 'vitest';
import type { ServerCandidate } from '#contract/server-state.ts';
import { choicesOf, chosenOf } from './candidate-choices.ts';

const candidate = (name: string): ServerCandidate => ({
  name,
  definition: { command: 'node' },
  launch: { commandLine: 'node', environmentNames: [] },
  warnings: [],
});
const names = (chosen: ServerCandidate[] | undefined): string[] | undefined => chosen?.map((one) => one.name);

test('all are chosen under their own names until a person says otherwise', () => {
  const found = [candidate('a'), candidate('b')];
  expect(names(chosenOf(choicesOf(found, {}, new Set())))).toEqual(['a', 'b']);
  expect(names(chosenOf(choicesOf(found, { 0: { chosen: false }, 1: { name: 'c' } }, new Set())))).toEqual([
    'c',
  ]);
});

test('a name that is taken, wrong or there twice must be changed first', () => {
  expect(choicesOf([candidate('a')], {}, new Set(['a']))[0]?.problem).toMatch(/already/);
  expect(choicesOf([candidate('a')], { 0: { name: '' } }, new Set())[0]?.problem).toMatch(/needs a name/);
  const twice = choicesOf([candidate('a'), candidate('b')], { 1: { name: 'a' } }, new Set());
  expect(twice.map((choice) => choice.problem)).toEqual([undefined, expect.stringMatching(/Two/)]);
  expect(chosenOf(twice)).toBeUndefined();
});

test('the name of what is not chosen does not matter', () => {
  const choices = choicesOf([candidate('a'), candidate('b')], { 0: { chosen: false } }, new Set(['a']));
  expect(names(chosenOf(choices))).toEqual(['b']);
});

test('choosing nothing is nothing to add', () => {
  expect(chosenOf(choicesOf([candidate('a')], { 0: { chosen: false } }, new Set()))).toBeUndefined();
  expect(chosenOf([])).toBeUndefined();
});
