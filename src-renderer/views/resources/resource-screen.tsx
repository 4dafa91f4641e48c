import { Eye, RefreshCw } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Resource } from '#contract/inventory.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ServerWords, visibleWords } from '../server-words.tsx';
import { byteSize } from '../traffic/row-words.ts';
import { ReadResult } from './read-result.tsx';
import { useNumericHistory } from './use-numeric-history.ts';
import { useRead } from './use-read.ts';
import { useWatch, useWatchWay } from './use-watch.ts';
import { WatchPlots } from './watch-plots.tsx';

/** One resource: what the server says of it, what it holds now, and a watch on it. */
export function ResourceScreen({
  server,
  uri,
  resource,
  running,
  head,
}: {
  server: string;
  uri: string;
  /** Undefined when it is not in the server's list, for instance one a template made. */
  resource: Resource | undefined;
  running: boolean;
  /** Replaces the head, for a template. */
  head?: ReactNode;
}): ReactNode {
  const [reading, read] = useRead(server, uri);
  const [watching, setWatching] = useState(false);
  const history = useNumericHistory(reading, watching);
  const way = useWatchWay(server);
  const watchError = useWatch(server, uri, way, watching && running, read);
  useEffect(() => {
    if (running) read();
  }, [running, read]);

  return (
    <section aria-label="Resource" className="flex min-h-0 min-w-0 flex-1 flex-col">
      {head ?? <ResourceHead uri={uri} resource={resource} />}
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <Button icon={<RefreshCw size={13} />} disabled={!running || reading.busy} onClick={read}>
          {reading.readAt === undefined ? 'Read' : 'Read again'}
        </Button>
        <Button
          icon={<Eye size={13} />}
          aria-pressed={watching}
          disabled={!running}
          title={
            way === 'subscribe'
              ? 'The server announces changes'
              : 'The server announces nothing: it is read every 2 seconds'
          }
          className="aria-pressed:border-accent aria-pressed:bg-sel"
          onClick={() => setWatching(!watching)}
        >
          {watching ? 'Watching' : 'Watch'}
        </Button>
        {watching && (
          <span className="text-xs text-faint">{way === 'subscribe' ? 'subscribed' : 'every 2 s'}</span>
        )}
        {watchError && <span className="text-xs text-wait">{visibleWords(watchError.message)}</span>}
        {!running && <span className="text-xs text-wait">Start the server first.</span>}
      </div>
      {watching && <WatchPlots history={history} />}
      <ReadResult reading={reading} uri={uri} />
    </section>
  );
}

function ResourceHead({ uri, resource }: { uri: string; resource: Resource | undefined }): ReactNode {
  const title = resource?.title ?? resource?.name;
  return (
    <header className="flex shrink-0 flex-col gap-0.5 border-b border-line px-4 py-2.5">
      <div className="flex min-w-0 items-center gap-2">
        <h2 className="min-w-0 truncate font-semibold">
          <ServerWords text={title ?? 'Resource'} />
        </h2>
        {resource?.mimeType !== undefined && (
          <ServerWords text={resource.mimeType} className="text-xs text-faint" />
        )}
        {resource?.size !== undefined && (
          <span className="text-xs text-faint">{byteSize(resource.size)}</span>
        )}
      </div>
      <div className="flex min-w-0 items-center gap-1">
        <ServerWords text={uri} className="font-mono text-xs text-dim" />
        <CopyButton text={uri} label="Copy URI" className="size-5" />
      </div>
      {resource?.description !== undefined && (
        <p dir="ltr" className="line-clamp-3 whitespace-pre-line text-dim [overflow-wrap:anywhere]">
          {visibleWords(resource.description.slice(0, 3000), true)}
        </p>
      )}
    </header>
  );
}
