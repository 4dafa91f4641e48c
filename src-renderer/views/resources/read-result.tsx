import { useState, type ReactNode } from 'react';
import type { ReadResourceResult, ResourceContents } from '#contract/inventory.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Difference } from '../content/difference.tsx';
import { base64Size } from '../content/hex.ts';
import { ModeSwitch } from '../content/mode-switch.tsx';
import { ResourceBody } from '../content/resource-body.tsx';
import { bytesOf, fileNameOf } from '../content/save-as.ts';
import { SaveButton } from '../content/save-button.tsx';
import { useNow } from '../content/use-now.ts';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { byteSize, duration, timeOfDay } from '../traffic/row-words.ts';
import { formatSeconds } from '../units.ts';
import type { Reading } from './use-read.ts';

const mostContents = 50;

const modes = [
  { value: 'contents', label: 'Contents' },
  { value: 'difference', label: 'Difference' },
] as const;

/** All texts, JSON with one value per line, so that a difference has lines to show. */
function asText(result: ReadResourceResult): string {
  return result.contents.map((contents) => spread(contents.text ?? contents.blob ?? '')).join('\n');
}

function spread(text: string): string {
  if (text.includes('\n') || !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** When it was read, and how old that is now. */
function Freshness({ readAt, took }: { readAt: number; took: number | undefined }): ReactNode {
  const age = useNow(1000) - readAt;
  return (
    <span className="shrink-0 tabular-nums">
      read {timeOfDay(readAt).slice(0, 8)}
      {took === undefined ? '' : ` in ${duration(took)}`}
      {age < 5000 ? '' : `, ${formatSeconds(age)} ago`}
    </span>
  );
}

function sizeOf(contents: ResourceContents): number {
  return contents.text === undefined ? base64Size(contents.blob ?? '') : contents.text.length;
}

/** What was read: usually one text or blob, sometimes several. */
export function ReadResult({ reading, uri }: { reading: Reading; uri: string }): ReactNode {
  const { result, error, busy, readAt, took, before } = reading;
  const [chosen, setChosen] = useState<'contents' | 'difference'>('contents');
  const mode = before ? chosen : 'contents';
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
      {before && (
        <div className="flex items-center gap-2 text-xs text-faint">
          <ModeSwitch label="Show" modes={modes} value={mode} onChange={setChosen} />
          {mode === 'difference' && <span>to what was read at {timeOfDay(before.readAt).slice(0, 8)}</span>}
        </div>
      )}
      {mode === 'difference' && before && result && (
        <Difference
          before={asText(before.result)}
          after={asText(result)}
          label="Difference to the last contents"
        />
      )}
      {mode === 'contents' &&
        result?.contents.slice(0, mostContents).map((contents, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a server may send the same URI twice
          <article key={index} className="flex min-w-0 flex-col gap-1.5">
            <header className="flex min-w-0 items-center gap-2 text-xs text-faint">
              {contents.uri !== uri && <ServerWords text={contents.uri} className="font-mono" />}
              <ServerWords text={contents.mimeType ?? 'no type given'} className="shrink-0" />
              <span className="shrink-0">{byteSize(sizeOf(contents))}</span>
              {index === 0 && readAt !== undefined && <Freshness readAt={readAt} took={took} />}
              <SaveButton
                label="Save as a file"
                name={fileNameOf(contents.uri)}
                content={() => contents.text ?? bytesOf(contents.blob ?? '') ?? contents.blob ?? ''}
                className="ml-auto size-5"
              />
              <CopyButton
                text={contents.text ?? contents.blob ?? ''}
                label="Copy contents"
                className="size-5"
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
