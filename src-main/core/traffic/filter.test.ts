import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordKindSchema, type TrafficFilter, type TrafficRow } from '#contract/traffic-record.ts';
import { openRig, turn } from './log-rig.ts';

const word = fc.string({ unit: fc.constantFrom(...Array.from('abAB%_\\ "ßüÜñÑ東é🚂\n\0')), maxLength: 6 });
const entry = fc.record({
  kind: fc.constantFrom(...recordKindSchema.options),
  server: fc.constantFrom('Über', 'a_b', 'x%'),
  method: fc.option(fc.constantFrom('tools/call', 'äbc', 'AB_'), { nil: undefined }),
  id: fc.option(fc.oneof(fc.integer(), fc.constantFrom('aB', 'Ü', '1'), fc.constant(null)), {
    nil: undefined,
  }),
  text: word,
});
const filterOf = fc.record(
  {
    text: word,
    server: fc.constantFrom('Über', 'a_b', 'none'),
    kinds: fc.subarray([...recordKindSchema.options], { minLength: 0 }),
    method: fc.constantFrom('tools/call', 'AB_'),
  },
  { requiredKeys: [] },
);
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

/** The meaning of a filter, as plainly as can be. */
function matches(filter: TrafficFilter, one: Entry): boolean {
  const wanted = filter.text?.toLowerCase() ?? '';
  const id = one.id === undefined ? '' : JSON.stringify(one.id);
  return (
    (filter.server === undefined || filter.server === one.server) &&
    (filter.kinds === undefined || filter.kinds.includes(one.kind)) &&
    (filter.method === undefined || filter.method === one.method) &&
    [one.server, one.method ?? '', id, one.text].some((text) => text.toLowerCase().includes(wanted))
  );
}

const seqs = (rows: TrafficRow[]): number[] => rows.map((row) => row.seq);

describe('a filter', () => {
  it('finds exactly what a plain comparison finds, in any page, also among records that come later', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(entry, { maxLength: 40 }),
        fc.array(entry, { maxLength: 10 }),
        fc.array(filterOf, { minLength: 1, maxLength: 6 }),
        async (before, after, filters) => {
          using rig = openRig();
          const add = ({ text, method, id, ...one }: Entry): void => {
            rig.log.append({
              session: 1,
              time: 0,
              direction: 'in',
              bytes: Buffer.from(text),
              ...(method === undefined ? {} : { method }),
              ...(id === undefined ? {} : { id }),
              ...one,
            });
          };
          let entries: Entry[] = [];
          for (const more of [before, after]) {
            for (const one of more) add(one);
            entries = [...entries, ...more];
            for (const filter of filters) {
              const expected = entries.flatMap((one, index) => (matches(filter, one) ? [index + 1] : []));
              expect(seqs(await rig.all(filter))).toEqual(expected);
              const page = await rig.log.rows(filter, 3, 5);
              expect(seqs(page.rows)).toEqual(expected.slice(3, 8));
              expect(page).toMatchObject({ matching: expected.length, count: entries.length });
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds a response by the method of its request', async () => {
    using rig = openRig();
    rig.say('out', { id: 1, method: 'tools/call' });
    rig.say('out', { id: 2, method: 'tools/list' });
    rig.say('in', { id: 1, result: {} });
    expect(seqs(await rig.all({ method: 'tools/call' }))).toEqual([1, 3]);
    expect(seqs(await rig.all({ text: 'TOOLS/C' }))).toEqual([1, 3]);
    expect(seqs(await rig.all({ method: 'tools/call', kinds: ['response'] }))).toEqual([3]);
  });
});

describe('200,000 rows', () => {
  it(
    'scroll from end to end, filtered or not, and keep up with what comes',
    { timeout: 60_000 },
    async () => {
      using rig = openRig();
      const bytes = Buffer.alloc(200, '.');
      for (let index = 1; index <= 200_000; index++) {
        const method = index % 1000 === 0 ? 'rare' : 'common';
        rig.log.append({
          session: 1,
          server: 'one',
          time: index,
          direction: 'in',
          kind: 'notification',
          bytes,
          method,
        });
        if (index % 2000 === 0) await turn();
      }
      for (const from of [0, 99_990, 199_980]) {
        const page = await rig.log.rows({}, from, 20);
        expect(page).toMatchObject({ matching: 200_000, count: 200_000, lastSeq: 200_000 });
        expect(seqs(page.rows)).toEqual(Array.from({ length: 20 }, (_, index) => from + 1 + index));
      }
      expect((await rig.log.rows({}, 200_000, 20)).rows).toEqual([]);
      const rare = await rig.log.rows({ text: 'RAR' }, 150, 2);
      expect(rare).toMatchObject({ matching: 200, count: 200_000 });
      expect(seqs(rare.rows)).toEqual([151_000, 152_000]);

      const bytesOf = (text: string): Uint8Array => Buffer.from(text);
      rig.log.append({
        session: 1,
        server: 'one',
        time: 0,
        direction: 'in',
        kind: 'noise',
        bytes: bytesOf('néw'),
      });
      expect((await rig.log.rows({ text: 'NÉW' }, 0, 10)).matching).toBe(1);

      // A search lets others work meanwhile.
      let turns = 0;
      let searching = true;
      const count = (): void => {
        turns++;
        if (searching) setImmediate(count);
      };
      setImmediate(count);
      expect((await rig.log.rows({ text: '..' }, 199_990, 10)).matching).toBe(200_000);
      searching = false;
      expect(turns).toBeGreaterThan(3);
    },
  );
});
