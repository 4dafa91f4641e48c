import { listUsage, type ProcessUsage } from './process-usage.ts';

/** What the tree of one started process uses. */
export interface TreeUsage {
  /** Percent of one processor since the sample before; of a new process since its start. */
  cpu: number;
  /** Resident bytes; shared pages count in each process. */
  memory: number;
  /** Processes below the root. */
  children: number;
}

/** Measures the trees of many processes at once; it remembers what the sample before said. */
export interface TreeMeter {
  /** By root pid; a root that is gone has no entry. Never rejects: what cannot be read is absent. */
  sample(roots: readonly number[]): Promise<Map<number, TreeUsage>>;
}

const keyOf = (usage: ProcessUsage): string => `${usage.pid} ${usage.started}`;

/**
 * Makes a meter. A tree is the root, its process group, their descendants, and whoever was in it at the sample before:
 * a grandchild whose parent has ended still counts.
 */
export function createTreeMeter(list: () => Promise<ProcessUsage[]> = listUsage): TreeMeter {
  let cpuBefore = new Map<string, number>();
  let membersBefore = new Map<number, Set<string>>();
  let sampledAt: number | undefined;

  return {
    async sample(roots) {
      const now = performance.now();
      const usages = await list().catch(() => []);
      const elapsed = sampledAt === undefined ? undefined : now - sampledAt;
      sampledAt = now;
      const byParent = Map.groupBy(usages, (usage) => usage.ppid);
      const byGroup = Map.groupBy(usages, (usage) => usage.pgid);
      const byPid = new Map(usages.map((usage) => [usage.pid, usage]));
      const byKey = new Map(usages.map((usage) => [keyOf(usage), usage]));
      const cpuNow = new Map<string, number>();
      const membersNow = new Map<number, Set<string>>();
      const result = new Map<number, TreeUsage>();
      for (const root of roots) {
        const leader = byPid.get(root);
        if (!leader) continue;
        const earlier = [...(membersBefore.get(root) ?? [])].flatMap((key) => byKey.get(key) ?? []);
        const tree = treeOf([leader, ...(byGroup.get(root) ?? []), ...earlier], byParent);
        let cpu = 0;
        let memory = 0;
        for (const usage of tree) {
          const key = keyOf(usage);
          cpuNow.set(key, usage.cpuTime);
          // Of a process first seen now, all it has used belongs to this interval, unless this is the first sample.
          if (elapsed !== undefined) cpu += Math.max(0, usage.cpuTime - (cpuBefore.get(key) ?? 0));
          memory += usage.memory;
        }
        membersNow.set(root, new Set([...tree].map(keyOf)));
        result.set(root, { cpu: elapsed ? (cpu / elapsed) * 100 : 0, memory, children: tree.size - 1 });
      }
      cpuBefore = cpuNow;
      membersBefore = membersNow;
      return result;
    },
  };
}

function treeOf(seeds: readonly ProcessUsage[], byParent: Map<number, ProcessUsage[]>): Set<ProcessUsage> {
  const tree = new Set(seeds);
  // A set gives what is added while it is walked.
  for (const usage of tree) for (const child of byParent.get(usage.pid) ?? []) tree.add(child);
  return tree;
}
