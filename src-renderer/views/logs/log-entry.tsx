import { memo, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { timeOfDay } from '../traffic/row-words.ts';
import type { LogLine } from './log-lines.ts';

const sourceTone: Record<LogLine['source'], string> = {
  stderr: 'text-dim',
  stdout: 'text-noise',
  message: 'text-accent',
  lifecycle: 'text-go',
  gap: 'text-wait',
};

function levelTone(line: LogLine): string {
  if (line.level === undefined) return sourceTone[line.source];
  if (line.level === 'warning') return 'text-wait';
  return ['error', 'critical', 'alert', 'emergency'].includes(line.level) ? 'text-stop' : 'text-dim';
}

function DrawnLine({ line }: { line: LogLine }): ReactNode {
  return (
    <div className="flex gap-3 px-3 font-mono text-xs leading-[20px] [contain-intrinsic-size:auto_20px] [content-visibility:auto] hover:bg-hover">
      <span className="shrink-0 text-faint tabular-nums">{timeOfDay(line.time)}</span>
      <span className={classNames('w-20 shrink-0 truncate', levelTone(line))}>
        {line.level ?? line.source}
      </span>
      <span dir="ltr" className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {line.logger !== undefined && (
          <span className="text-faint">{visibleText(line.logger.slice(0, 200))}: </span>
        )}
        {visibleText(line.text, { lines: true })}
      </span>
    </div>
  );
}

/** One line of the log; long ones wrap. */
export const LogEntry = memo(DrawnLine);
