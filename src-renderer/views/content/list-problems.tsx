import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Inventory } from '#contract/inventory.ts';
import { visibleWords } from '../server-words.tsx';

type ListName = Inventory['problems'][number]['list'];

/** What could not be read of a list. The rest of the list is there. */
export function ListProblems({
  inventory,
  lists,
}: {
  inventory: Inventory;
  lists: readonly ListName[];
}): ReactNode {
  const problems = inventory.problems.filter((problem) => lists.includes(problem.list));
  if (problems.length === 0) return null;
  return (
    <ul
      aria-label="Problems of the list"
      className="border-t border-line bg-wait-soft px-3 py-1.5 text-xs text-wait"
    >
      {problems.slice(0, 20).map((problem) => (
        <li
          key={`${problem.list} ${String(problem.index)} ${problem.error.message}`}
          className="flex gap-1.5"
        >
          <TriangleAlert size={13} aria-hidden className="mt-0.5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {problem.index === undefined ? '' : `${problem.list}[${String(problem.index)}]: `}
            {visibleWords(problem.error.message).slice(0, 500)} <code>{problem.error.code}</code>
          </span>
        </li>
      ))}
      {problems.length > 20 && <li>and {problems.length - 20} more</li>}
    </ul>
  );
}
