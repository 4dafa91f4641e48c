import { useMemo, type ReactNode } from 'react';
import type { ServerState } from '#contract/server-state.ts';
import { useInventory } from '../../store/app-context.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { byteSize } from '../traffic/row-words.ts';
import { formatCount, plural } from '../units.ts';
import { Fact, Facts } from './facts.tsx';
import { weighTools, type ToolWeight } from './tool-weight.ts';

/** Tools named as the heaviest. */
const heaviest = 3;

/** What a server offers, what that weighs, and what of it could not be read. */
export function Offers({ server }: { server: ServerState }): ReactNode {
  const { inventory, error } = useInventory(server.name);
  const { counts } = server;
  const problems = inventory?.problems ?? [];
  const tools = inventory?.tools;
  const weight = useMemo(() => tools && weighTools(tools), [tools]);
  if (server.inventoryRevision === 0) return null;
  return (
    <Facts title="Offers">
      <Fact name="Tools">{plural(counts.tools, 'tool')}</Fact>
      {weight && weight.bytes > 0 && <Weight weight={weight} />}
      <Fact name="Resources">
        {plural(counts.resources, 'resource')}, {plural(counts.resourceTemplates, 'template')}
      </Fact>
      <Fact name="Prompts">{plural(counts.prompts, 'prompt')}</Fact>
      {(problems.length > 0 || error) && (
        <Fact name="Problems">
          <ul className="text-stop">
            {error && <li>{visibleWords(error.message)}</li>}
            {problems.slice(0, 20).map((problem) => (
              <li key={`${problem.list} ${String(problem.index)} ${problem.error.message}`}>
                {problem.list}
                {problem.index !== undefined && ` no. ${String(problem.index + 1)}`}:{' '}
                <bdi>{visibleWords(problem.error.message)}</bdi>
              </li>
            ))}
            {problems.length > 20 && <li>and {problems.length - 20} more</li>}
          </ul>
        </Fact>
      )}
    </Facts>
  );
}

function Weight({ weight }: { weight: ToolWeight }): ReactNode {
  return (
    <>
      <Fact name="They weigh">
        {byteSize(weight.bytes)}, about {formatCount(weight.tokens)} tokens of a model’s context
      </Fact>
      {weight.byTool.length > heaviest && (
        <Fact name="Heaviest">
          <ul>
            {weight.byTool.slice(0, heaviest).map((tool) => (
              <li key={tool.name} className="flex min-w-0 justify-between gap-3">
                <ServerWords text={tool.name} className="font-mono text-xs" />
                <span className="shrink-0 text-dim tabular-nums">{byteSize(tool.bytes)}</span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}
