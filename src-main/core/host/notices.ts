import type { HostSnapshot } from '#contract/host-contract.ts';

type Notice = HostSnapshot['notices'][number];

/** Sentences that concern the whole product. Each is said once, however often it is reported. */
export interface Notices {
  add(severity: Notice['severity'], text: string): void;
  list(): Notice[];
}

/** Makes an empty list. */
export function createNotices(onChanged: (list: Notice[]) => void): Notices {
  const notices: Notice[] = [];
  return {
    add(severity, text) {
      if (notices.some((notice) => notice.text === text)) return;
      notices.push({ id: `notice-${notices.length + 1}`, severity, text });
      onChanged([...notices]);
    },
    list: () => [...notices],
  };
}
