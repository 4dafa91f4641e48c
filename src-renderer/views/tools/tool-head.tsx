import type { ReactNode } from 'react';
import type { Tool } from '#contract/inventory.ts';
import { visibleText } from '#contract/visible-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { ClaimedHints } from '../approvals/claimed-hints.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';

/** What the tool says of itself: name, title, claimed hints, description, and the whole definition on demand. */
export function ToolHead({ tool }: { tool: Tool }): ReactNode {
  const title = tool.title ?? tool.annotations?.title;
  return (
    <header className="flex max-h-[40%] shrink-0 flex-col gap-1 scroll-y border-b border-line px-4 py-2 *:shrink-0">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="max-w-full min-w-0 truncate font-semibold">
          <ServerWords text={tool.name} />
        </h2>
        {title !== undefined && title !== tool.name && <ServerWords text={title} className="text-dim" />}
        <ClaimedHints hints={tool.annotations ?? {}} />
      </div>
      {tool.description !== undefined && tool.description !== '' && (
        <p dir="ltr" className="line-clamp-3 whitespace-pre-line text-dim [overflow-wrap:anywhere]">
          {visibleWords(tool.description.slice(0, 3000), true)}
        </p>
      )}
      <details className="min-w-0 text-xs">
        <summary className="w-fit text-faint">Definition</summary>
        <div className="mt-1 flex items-start gap-1">
          <JsonView
            value={tool}
            label="Definition of the tool"
            openDepth={2}
            visible={visibleText}
            className="flex-1"
          />
          <CopyButton text={() => JSON.stringify(tool, undefined, 2)} label="Copy definition" />
        </div>
      </details>
    </header>
  );
}
