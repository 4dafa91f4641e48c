import { Download } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toHostError } from '#contract/host-error.ts';
import { useActions, useHost, useHostStatus, useToast } from '../../store/app-context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { saveAs } from '../content/save-as.ts';
import { plural } from '../units.ts';
import { exportTraffic } from './export-traffic.ts';
import { useTraffic } from './use-traffic.ts';

/** Hands over what matches the filter as lines of JSON: as a file, or where the shell saves none, on the clipboard. */
export function ExportButton(): ReactNode {
  const host = useHost();
  const toast = useToast();
  const able = useHostStatus(({ description }) => description?.canDownload === true);
  const filter = useTraffic((state) => state.filter);
  const matching = useTraffic((state) => state.matching);
  const [busy, setBusy] = useState(false);
  const label = able ? 'Export as lines of JSON' : 'Copy as lines of JSON';

  async function hand(): Promise<void> {
    setBusy(true);
    try {
      const { text, whole } = await exportTraffic(host, filter);
      if (able)
        saveAs(`signalbox-traffic-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.jsonl`, text);
      else await navigator.clipboard.writeText(text);
      toast({
        kind: whole ? 'success' : 'info',
        text: whole
          ? `${plural(text.split('\n').length - 1, 'record')} ${able ? 'exported' : 'copied'}, known secrets hidden.`
          : 'Only the first part is there; “signalbox traffic export” writes all of it.',
      });
    } catch (thrown) {
      toast({ kind: 'error', text: toHostError(thrown).message.slice(0, 400) });
    } finally {
      setBusy(false);
    }
  }

  useActions(
    () => [
      {
        id: 'traffic.export',
        title: `${label}: the traffic shown`,
        group: 'Traffic',
        run: () => void hand(),
      },
    ],
    [filter, able, label],
  );
  return (
    <IconButton
      label={label}
      icon={<Download size={14} />}
      disabled={matching === 0 || busy}
      onClick={() => void hand()}
    />
  );
}
