import type { ReactNode } from 'react';
import { PageHead } from '../page-head.tsx';
import { ControlParts } from './control-parts.tsx';
import { DataParts } from './data-parts.tsx';
import { MessageParts } from './message-parts.tsx';

/** Every part of the design system in every state, to be looked at in each theme and width. */
export function Gallery(): ReactNode {
  return (
    <>
      <PageHead
        title="Gallery"
        words="Every part of the window in every state. Nothing here does anything."
      />
      <div className="scroll-y min-h-0 flex-1 px-4 py-3">
        <div className="flex max-w-[1180px] flex-col gap-5">
          <ControlParts />
          <DataParts />
          <MessageParts />
        </div>
      </div>
    </>
  );
}
