import { useEffect, useState } from 'react';
import type { Result } from '#contract/host-contract.ts';
import { toHostError, type HostError } from '#contract/host-error.ts';
import { useHost } from '../../store/app-context.tsx';

/** Milliseconds without a further digit until the report is made anew. */
const pause = 300;

type Report = Result<'report.make'>;

/** The report with so many records; undefined while it is made, or when there is no number to make it with. */
export function useReport(
  server: string,
  records: number | undefined,
): { report: Report | undefined; error: HostError | undefined } {
  const host = useHost();
  const [made, setMade] = useState<{ of: string; report?: Report; error?: HostError }>();
  const of = JSON.stringify([server, records]);

  useEffect(() => {
    if (records === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => {
      host.call('report.make', { server, records }, { signal }).then(
        (report) => !signal.aborted && setMade({ of, report }),
        (thrown: unknown) => !signal.aborted && setMade({ of, error: toHostError(thrown) }),
      );
    }, pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [host, server, records, of]);

  // What was made with another number is not what would be saved.
  const current = records !== undefined && made?.of === of ? made : undefined;
  return { report: current?.report, error: current?.error };
}
