import type { HostSnapshot } from '#contract/host-contract.ts';

type Notice = HostSnapshot['notices'][number];

/** Sentences that concern the whole product. Each is said once, however often it is reported. */
export interface Notices {
  add(severity: Notice['severity'], text: string): void;
  /** Takes a sentence back that is no longer true. Does nothing when it was not said. */
  remove(text: string): void;
  list(): Notice[];
}

/** Makes an empty list. */
export function createNotices(onChanged: (list: Notice[]) => void): Notices {
  let notices: Notice[] = [];
  let last = 0;
  return {
    add(severity, text) {
      if (notices.some((notice) => notice.text === text)) return;
      last += 1;
      notices.push({ id: `notice-${last}`, severity, text });
      onChanged([...notices]);
    },
    remove(text) {
      const kept = notices.filter((notice) => notice.text !== text);
      if (kept.length === notices.length) return;
      notices = kept;
      onChanged([...notices]);
    },
    list: () => [...notices],
  };
}
