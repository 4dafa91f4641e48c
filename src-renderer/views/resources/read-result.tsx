import type { ReactNode } from 'react';
import type { ResourceContents } from '#contract/inventory.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { base64Size } from '../content/hex.ts';
import { ResourceBody } from '../content/resource-body.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { byteSize, duration, timeOfDay } from '../traffic/row-words.ts';
import type { Reading } from './use-read.ts';

const mostContents = 50;

function sizeOf(contents: ResourceContents): number {
  return contents.text === undefined ? base64Size(contents.blob ?? '') : contents.text.length;
}

/** What was read: usually one text or blob, sometimes several. */
export function ReadResult({ reading, uri }: { reading: Reading; uri: string }): ReactNode {
  const { result, error, busy, readAt, took } = reading;
  return (
    <ScrollArea
      label="Contents"
      busy={busy}
      className="flex min-h-0 flex-1 flex-col gap-3 bg-panel px-4 py-3"
    >
      {error && (
        <ErrorNotice
          code={error.code}
          message={visibleWords(error.message, true)}
          evidence={error.evidence?.map((line) => visibleWords(line))}
        />
      )}
      {!result && !error && busy && <p className="text-dim">Reading…</p>}
      {result && result.contents.length === 0 && (
        <p className="text-dim">The server answered with no contents.</p>
      )}
      {result?.contents.slice(0, mostContents).map((contents, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a server may send the same URI twice
        <article key={index} className="flex min-w-0 flex-col gap-1.5">
          <header className="flex min-w-0 items-center gap-2 text-xs text-faint">
            {contents.uri !== uri && <ServerWords text={contents.uri} className="font-mono" />}
            <ServerWords text={contents.mimeType ?? 'no type given'} className="shrink-0" />
            <span className="shrink-0">{byteSize(sizeOf(contents))}</span>
            {index === 0 && readAt !== undefined && (
              <span className="shrink-0">
                read {timeOfDay(readAt).slice(0, 8)}
                {took === undefined ? '' : ` in ${duration(took)}`}
              </span>
            )}
            <CopyButton
              text={contents.text ?? contents.blob ?? ''}
              label="Copy contents"
              className="ml-auto size-5"
            />
          </header>
          <CatchFailure>
            <ResourceBody contents={contents} name={visibleWords(contents.uri)} />
          </CatchFailure>
        </article>
      ))}
      {result && result.contents.length > mostContents && (
        <p className="text-xs text-faint">
          {result.contents.length - mostContents} more contents are in the traffic, not drawn here.
        </p>
      )}
    </ScrollArea>
  );
}
