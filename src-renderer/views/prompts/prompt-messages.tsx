import type { ReactNode } from 'react';
import { ScrollArea } from '../content/scroll-area.tsx';
import { useNavigate } from '../../store/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { ContentBlock } from '../content/content-block.tsx';
import { visibleWords } from '../server-words.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import type { PromptAnswer } from './prompt-screen.tsx';
import { promptAsText } from './prompt-text.ts';

const mostMessages = 200;

/** The messages a prompt made, as a model would get them. */
export function PromptMessages({ server, answer }: { server: string; answer: PromptAnswer }): ReactNode {
  const navigate = useNavigate();
  const { result, error, busy } = answer;
  return (
    <section aria-label="Messages of the prompt" className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <header className="flex h-8 shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="flex-1 font-semibold">Messages</h2>
        {result && (
          <>
            <CopyButton text={() => promptAsText(result)} label="Copy as text" />
            <CopyButton text={() => JSON.stringify(result, undefined, 2)} label="Copy as JSON" />
          </>
        )}
      </header>
      <ScrollArea label="Messages" live busy={busy} className="flex min-h-0 flex-1 flex-col gap-3 px-4 py-3">
        {error && (
          <ErrorNotice
            code={error.code}
            message={visibleWords(error.message, true)}
            evidence={error.evidence?.map((line) => visibleWords(line))}
          />
        )}
        {!result && !error && (
          <EmptyState title={busy ? 'Asking the server…' : 'No messages yet'}>
            Get the prompt to see the messages it makes.
          </EmptyState>
        )}
        {result?.description !== undefined && <p className="text-dim">{visibleWords(result.description)}</p>}
        {result?.messages.length === 0 && <p className="text-dim">The prompt made no messages.</p>}
        {result?.messages.slice(0, mostMessages).map((message, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- messages have nothing but their place
          <article key={index} className="flex min-w-0 flex-col gap-1 border-l-2 border-line-strong pl-3">
            <Badge className="self-start">{visibleWords(message.role).slice(0, 40)}</Badge>
            <CatchFailure>
              <ContentBlock
                block={message.content}
                onRead={(uri) => navigate({ page: 'server', server, tab: 'resources', item: uri })}
              />
            </CatchFailure>
          </article>
        ))}
      </ScrollArea>
    </section>
  );
}
