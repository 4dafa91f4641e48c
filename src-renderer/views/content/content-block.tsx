import { FileText, Link2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { resourceContentsSchema, type ContentBlock as Block } from '#contract/inventory.ts';
import { visibleText } from '#contract/visible-text.ts';
import { Button } from '../../ui/button.tsx';
import { JsonView } from '../../ui/json-view.tsx';
import { ServerWords } from '../server-words.tsx';
import { AudioContent } from './audio-content.tsx';
import { ImageContent } from './image-content.tsx';
import { ResourceBody } from './resource-body.tsx';
import { TextContent } from './text-content.tsx';

function textOf(block: Block, key: string): string | undefined {
  const value: unknown = block[key];
  return typeof value === 'string' ? value : undefined;
}

function Uri({ uri, mimeType }: { uri: string; mimeType?: string | undefined }): ReactNode {
  return (
    <div className="flex min-w-0 items-center gap-1.5 text-xs">
      <FileText size={13} aria-hidden className="shrink-0 text-faint" />
      <ServerWords text={uri} className="font-mono" />
      {mimeType !== undefined && <ServerWords text={mimeType} className="shrink-0 text-faint" />}
    </div>
  );
}

/** A resource that is named but not sent along. It is read only when a person asks for it. */
function ResourceLink({
  block,
  onRead,
}: {
  block: Block;
  onRead: ((uri: string) => void) | undefined;
}): ReactNode {
  const uri = textOf(block, 'uri') ?? '';
  const name = textOf(block, 'title') ?? textOf(block, 'name') ?? uri;
  const description = textOf(block, 'description');
  return (
    <div className="flex min-w-0 items-center gap-2 rounded-[5px] border border-line px-2 py-1">
      <Link2 size={14} aria-hidden className="shrink-0 text-faint" />
      <div className="flex min-w-0 flex-1 flex-col">
        <ServerWords text={name} className="font-medium" />
        <ServerWords text={uri} className="font-mono text-xs text-dim" />
        {description !== undefined && <ServerWords text={description} className="text-xs text-dim" />}
      </div>
      {onRead && uri !== '' && <Button onClick={() => onRead(uri)}>Read</Button>}
    </div>
  );
}

/** One block of a result or a message. What is unknown or malformed is shown as the JSON that came. */
export function ContentBlock({
  block,
  onRead,
}: {
  block: Block;
  /** Opens a resource of the same server. */
  onRead?: ((uri: string) => void) | undefined;
}): ReactNode {
  const raw = (
    <JsonView value={block} label={`Content of type ${visibleText(block.type)}`} visible={visibleText} />
  );
  const text = textOf(block, 'text');
  const data = textOf(block, 'data');
  const mimeType = textOf(block, 'mimeType');
  switch (block.type) {
    case 'text':
      return text === undefined ? raw : <TextContent text={text} />;
    case 'image':
      return data === undefined ? raw : <ImageContent base64={data} name="Image from the server" />;
    case 'audio':
      return data === undefined ? (
        raw
      ) : (
        <AudioContent base64={data} mimeType={visibleText(mimeType ?? 'audio')} />
      );
    case 'resource_link':
      return <ResourceLink block={block} onRead={onRead} />;
    case 'resource': {
      const contents = resourceContentsSchema.safeParse(block['resource']);
      if (!contents.success) return raw;
      return (
        <div className="flex min-w-0 flex-col gap-1 border-l border-line-strong pl-2">
          <Uri uri={contents.data.uri} mimeType={contents.data.mimeType} />
          <ResourceBody contents={contents.data} name="Embedded resource" />
        </div>
      );
    }
    default:
      return raw;
  }
}
