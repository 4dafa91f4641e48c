import { useMemo, useState, type ReactNode } from 'react';
import { byteSize } from '../traffic/row-words.ts';
import { base64Size, hexLines } from './hex.ts';

/** Bytes as hex and letters; the first kilobytes, more when asked for. */
export function HexView({ base64 }: { base64: string }): ReactNode {
  const [most, setMost] = useState(1024);
  const lines = useMemo(() => hexLines(base64, most), [base64, most]);
  const size = base64Size(base64);
  if (!lines) return <p className="text-xs text-wait">This is no valid base64.</p>;
  return (
    <div className="min-w-0 overflow-x-auto">
      <p className="text-2xs text-faint">{byteSize(size)}</p>
      <table aria-label="Bytes" className="font-mono text-xs leading-[18px]">
        <tbody>
          {lines.map((line) => (
            <tr key={line.offset}>
              <td className="pr-3 text-faint">{line.offset}</td>
              <td className="pr-3 whitespace-pre">{line.hex}</td>
              <td className="whitespace-pre text-dim">{line.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {size > most && (
        <button
          type="button"
          className="mt-1 text-xs text-accent underline"
          onClick={() => setMost(most * 8)}
        >
          Show more ({byteSize(size - most)} not shown)
        </button>
      )}
    </div>
  );
}
