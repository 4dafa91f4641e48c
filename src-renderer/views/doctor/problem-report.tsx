import { useMemo, useState, type ReactNode } from 'react';
import { toHostError } from '#contract/host-error.ts';
import { visibleText } from '#contract/visible-text.ts';
import { useHostStatus, useToast } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { saveAs } from '../content/save-as.ts';
import { ScrollArea } from '../content/scroll-area.tsx';
import { visibleWords } from '../server-words.tsx';
import { useReport } from './use-report.ts';

const most = 2000;
/** Lines that the browser lays out together; those out of sight are not laid out. */
const linesOfBlock = 200;

/** Shows what a report of a problem would tell others, whole, before it is copied or saved. */
export function ProblemReport({ server, onClose }: { server: string; onClose: () => void }): ReactNode {
  const toast = useToast();
  const able = useHostStatus(({ description }) => description?.canDownload === true);
  const [typed, setTyped] = useState('200');
  const records = /^\d{1,4}$/.test(typed) && Number(typed) <= most ? Number(typed) : undefined;
  const { report, error } = useReport(server, records);

  async function copy(): Promise<void> {
    if (!report) return;
    try {
      await navigator.clipboard.writeText(report.text);
      toast({ kind: 'success', text: 'The report is on the clipboard.' });
    } catch (thrown) {
      toast({ kind: 'error', text: `Could not copy: ${toHostError(thrown).message.slice(0, 400)}` });
    }
  }

  function save(): void {
    if (!report) return;
    saveAs(report.fileName, report.text);
    toast({ kind: 'success', text: `The report is saved as ${report.fileName}.` });
  }

  return (
    <Dialog
      title="Problem report"
      open
      onClose={onClose}
      width={900}
      footer={
        <>
          {able && (
            <Button kind="primary" disabled={!report} onClick={save}>
              Save
            </Button>
          )}
          <Button kind={able ? 'plain' : 'primary'} disabled={!report} onClick={() => void copy()}>
            Copy
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        <p>
          Secrets and environment values of the definitions, and your home folder, are hidden. What tools were
          given and gave back is in it: read it before you hand it on.
        </p>
        <Field
          label="Records of the traffic"
          note={`the last ones, 0 – ${String(most)}`}
          error={records === undefined ? `Give a number from 0 to ${String(most)}.` : undefined}
          className="max-w-72"
        >
          {(tie) => (
            <TextInput
              {...tie}
              inputMode="numeric"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {error && <ErrorNotice code={error.code} message={visibleWords(error.message)} />}
        <ScrollArea
          label="Preview"
          busy={records !== undefined && !report && !error}
          className="h-[52dvh] rounded-[5px] border border-line bg-bg p-2"
        >
          {report && <Preview text={report.text} />}
        </ScrollArea>
      </div>
    </Dialog>
  );
}

function Preview({ text }: { text: string }): ReactNode {
  const blocks = useMemo(() => blocksOf(visibleText(text, { lines: true })), [text]);
  return blocks.map((block, index) => (
    <pre
      // oxlint-disable-next-line react/no-array-index-key -- blocks are told apart by their place only
      key={index}
      className="font-mono text-xs break-all whitespace-pre-wrap [contain-intrinsic-size:auto_3200px] [content-visibility:auto]"
    >
      {block}
    </pre>
  ));
}

function blocksOf(text: string): string[] {
  const lines = text.split('\n');
  return Array.from({ length: Math.ceil(lines.length / linesOfBlock) }, (_, at) =>
    lines.slice(at * linesOfBlock, (at + 1) * linesOfBlock).join('\n'),
  );
}
