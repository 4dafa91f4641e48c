import { describe, expect, it } from 'vitest';
import { trafficFilterSchema } from '#contract/traffic-record.ts';
import {
  completeFilterText,
  filterInWords,
  isEmptyFilter,
  readFilterText,
  withCompletion,
} from './filter-text.ts';

describe('the text of the traffic filter', () => {
  it('takes everything without a key as text', () => {
    expect(readFilterText('  foo   bar ').filter).toEqual({ text: 'foo bar' });
    expect(readFilterText('https://example.org').filter).toEqual({ text: 'https://example.org' });
    expect(readFilterText('{"a":1}').filter.text).toBe('{"a":1}');
    expect(readFilterText('"id":5').filter.text).toBe('"id":5');
    expect(readFilterText('"two  words" x').filter.text).toBe('two  words x');
  });

  it('reads server, kind and method, in any order and case', () => {
    expect(readFilterText('METHOD:tools/call x server:"my server" kind:request,response').filter).toEqual({
      method: 'tools/call',
      server: 'my server',
      kinds: ['request', 'response'],
      text: 'x',
    });
  });

  it('says which kinds there are when one is unknown, and does not filter by it', () => {
    const reading = readFilterText('kind:frob');
    expect(reading.filter).toEqual({});
    expect(reading.problems[0]).toContain('“frob” is no kind');
  });

  it('gives a filter the contract accepts, whatever is typed', () => {
    for (const text of ['server:', 'kind:,', '"', 'a:b:c', 'kind:noise kind:stderr', 'x'.repeat(5000)]) {
      expect(trafficFilterSchema.safeParse(readFilterText(text).filter).success).toBe(true);
    }
  });

  it('reads itself out in plain English', () => {
    expect(filterInWords({}, 5, 48_310)).toBe('48,310 records');
    expect(filterInWords({ server: 'a', kinds: ['noise', 'stderr'], text: 'x' }, 8, 48_310)).toBe(
      '8 of 48,310 match: server a, kind noise or stderr, containing “x”',
    );
    expect(isEmptyFilter(readFilterText('   ').filter)).toBe(true);
  });

  it('completes keys and values and puts them in place of the last word', () => {
    expect(completeFilterText('se', [], [])).toEqual(['server:']);
    expect(completeFilterText('foo server:fi', ['file-searcher', 'my files'], [])).toEqual([
      'server:file-searcher',
    ]);
    expect(completeFilterText('server:my', ['my files'], [])).toEqual(['server:"my files"']);
    expect(completeFilterText('kind:no', [], [])).toEqual(['kind:notification', 'kind:noise']);
    expect(completeFilterText('', ['a'], ['b'])).toEqual([]);
    expect(withCompletion('foo se', 'server:')).toBe('foo server:');
    expect(withCompletion('foo server:fi', 'server:file-searcher')).toBe('foo server:file-searcher ');
  });
});
