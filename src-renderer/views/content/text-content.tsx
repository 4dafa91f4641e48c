import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { CatchFailure } from '../shell/catch-failure.tsx';
import { DataView, useDataShapes, type DataMode } from './data-view.tsx';
import { LongText } from './long-text.tsx';
import { looksLikeMarkdown, whyNotMarkdown } from './markdown-shape.ts';
import { ModeSwitch } from './mode-switch.tsx';

const ServerMarkdown = lazy(() => import('./markdown.tsx'));

/** Characters of a text that is read as JSON: some 300 ms of work. */
const largestJson = 24_000_000;

/** The value of a text that is a JSON object or list. */
function readJson(text: string): { value: unknown } | undefined {
  if (text.length > largestJson || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

type Mode = 'markdown' | 'text' | DataMode;

/** A server's text: as Markdown or as a tree where it is such, and always as it is. */
export function TextContent({ text, mimeType }: { text: string; mimeType?: string | undefined }): ReactNode {
  const json = useMemo(() => readJson(text), [text]);
  const shapes = useDataShapes(json?.value);
  const isMarkdown = mimeType === 'text/markdown' || (mimeType === undefined && looksLikeMarkdown(text));
  const noMarkdown = isMarkdown ? whyNotMarkdown(text) : undefined;
  const modes: { value: Mode; label: string }[] = [
    ...(isMarkdown && noMarkdown === undefined ? [{ value: 'markdown' as const, label: 'Markdown' }] : []),
    ...(json ? shapes.modes : []),
    { value: 'text', label: 'Text' },
  ];
  const [chosen, setChosen] = useState<Mode>();
  const mode = modes.find(({ value }) => value === chosen)?.value ?? modes[0]?.value ?? 'text';
  const asText = <LongText text={text} label="Text" />;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {modes.length > 1 && (
        <ModeSwitch label="Show text as" modes={modes} value={mode} onChange={setChosen} />
      )}
      {noMarkdown !== undefined && <p className="text-xs text-faint">{noMarkdown}</p>}
      {mode === 'text' && asText}
      {json && mode !== 'text' && mode !== 'markdown' && (
        <DataView value={json.value} shapes={shapes} mode={mode} label="Text as JSON" />
      )}
      {mode === 'markdown' && (
        <CatchFailure key={text.slice(0, 200)}>
          <Suspense fallback={asText}>
            <ServerMarkdown text={text} />
          </Suspense>
        </CatchFailure>
      )}
    </div>
  );
}
