import type { ReactNode } from 'react';
import type { ResourceContents } from '#contract/inventory.ts';
import { AudioContent } from './audio-content.tsx';
import { HexView } from './hex-view.tsx';
import { ImageContent } from './image-content.tsx';
import { LongText } from './long-text.tsx';
import { TextContent } from './text-content.tsx';

/** Types that a browser would run or load from: shown as their source, never as what they draw. */
const sourceOnly = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|text\/xml|application\/xml)\b/i;

/** What a resource holds, by its type. The claimed type chooses only among harmless ways of showing it. */
export function ResourceBody({ contents, name }: { contents: ResourceContents; name: string }): ReactNode {
  const { text, blob } = contents;
  const mimeType = contents.mimeType?.toLowerCase();
  if (text !== undefined) {
    if (mimeType !== undefined && sourceOnly.test(mimeType)) {
      return (
        <div>
          <p className="mb-1 text-2xs text-faint">Shown as source</p>
          <LongText text={text} label="Source" />
        </div>
      );
    }
    const isPlain = mimeType === 'text/plain';
    return <TextContent text={text} mimeType={isPlain ? undefined : mimeType} />;
  }
  if (blob === undefined)
    return <p className="text-xs text-wait">This resource has neither text nor bytes.</p>;
  if (mimeType?.startsWith('image/') === true) return <ImageContent base64={blob} name={name} />;
  if (mimeType?.startsWith('audio/') === true) return <AudioContent base64={blob} mimeType={mimeType} />;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {mimeType === 'application/pdf' && (
        <p className="text-xs text-dim">
          A PDF is not drawn here, because it can hold programs. Save it and open it in a reader.
        </p>
      )}
      <HexView base64={blob} />
    </div>
  );
}
