import { useMemo, type ReactNode } from 'react';
import { byteSize } from '../traffic/row-words.ts';
import { HexView } from './hex-view.tsx';
import { readRaster } from './raster-image.ts';

/** An image of a server: drawn from its own bytes when they are a raster format of bearable size, else as bytes. */
export function ImageContent({ base64, name }: { base64: string; name: string }): ReactNode {
  const reading = useMemo(() => readRaster(base64), [base64]);
  if (!reading.ok) {
    return (
      <div className="flex flex-col gap-1">
        <p className="text-xs text-wait">{reading.reason}</p>
        <HexView base64={base64} />
      </div>
    );
  }
  const { type, width, height, bytes } = reading;
  return (
    <figure className="min-w-0">
      <img
        src={`data:${type};base64,${base64}`}
        alt={name}
        decoding="async"
        className="max-h-[480px] max-w-full rounded-[5px] border border-line bg-field object-contain"
      />
      <figcaption className="mt-1 text-2xs text-faint">
        {type}, {width} × {height}, {byteSize(bytes)}
      </figcaption>
    </figure>
  );
}
