import { FileInput } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { toHostError, type HostError } from '#contract/host-error.ts';
import type { ImportableFile } from '#contract/server-state.ts';
import { useHost } from '../../store/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { visibleWords } from '../server-words.tsx';
import { plural } from '../units.ts';

/** Characters; the host reads no more. */
const longestText = 1_000_000;

/**
 * What other programs on this machine know, and any file a person picks. A picked file is read here in the window: the
 * host never learns its path.
 */
export function ImportEntry({
  onText,
  onFile,
}: {
  onText: (text: string) => void;
  onFile: (file: ImportableFile) => void;
}): ReactNode {
  const host = useHost();
  const [files, setFiles] = useState<readonly ImportableFile[]>();
  const [error, setError] = useState<HostError>();
  const [chosen, setChosen] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    let current = true;
    host.call('server.importable', {}).then(
      (answer) => current && setFiles(answer.files),
      (thrown: unknown) => current && setError(toHostError(thrown)),
    );
    return () => {
      current = false;
    };
  }, [host]);

  async function pick(file: File | undefined): Promise<void> {
    if (!file) return;
    setChosen(file.name);
    try {
      if (file.size > longestText)
        throw new Error('It is too long to be a configuration; paste the part you want.');
      onText(await file.text());
      setError(undefined);
    } catch (thrown) {
      onText('');
      setError({
        code: 'config-unreadable',
        message: `${visibleWords(file.name)} cannot be read. ${String(thrown)}`,
      });
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={<FileInput size={14} />} onClick={() => picker.current?.click()}>
          Choose a file…
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,.jsonc,.txt,application/json"
          aria-label="Configuration file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => void pick(event.target.files?.[0])}
        />
        <span className="text-xs text-faint">Any known shape. It is read here and stays where it is.</span>
      </div>
      {error && <ErrorNotice code={error.code} message={error.message} />}
      {files?.length === 0 && (
        <p className="text-dim">
          None of Claude Desktop, Claude Code, Cursor, VS Code, Windsurf, Zed and Gemini CLI has servers on
          this machine.
        </p>
      )}
      {files && files.length > 0 && (
        <ul aria-label="Programs on this machine" className="flex flex-col gap-1">
          {files.map((file) => (
            <li key={file.path} className="rounded-[5px] border border-line px-2 py-1">
              <button
                type="button"
                aria-pressed={chosen === file.path}
                disabled={file.candidates.length === 0}
                onClick={() => {
                  setChosen(file.path);
                  onFile(file);
                }}
                className="flex w-full min-w-0 items-baseline gap-2 rounded-[4px] px-1 py-0.5 text-left enabled:hover:bg-hover aria-pressed:bg-sel"
              >
                <span className="shrink-0 font-medium">{file.program}</span>
                <span className="shrink-0 text-dim">{plural(file.candidates.length, 'server')}</span>
                <bdi className="min-w-0 truncate font-mono text-xs text-faint">{visibleWords(file.path)}</bdi>
              </button>
              {file.problem !== undefined && (
                <p className="px-1 text-xs break-words text-stop">{visibleWords(file.problem)}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
