import { json } from '@codemirror/lang-json';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef, type ReactNode } from 'react';
import { visibleWords } from '../server-words.tsx';
import { jsonLook } from './json-look.ts';

const marks = EditorView.theme({
  '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--go-soft)' },
  '.cm-deletedChunk, &.cm-merge-b .cm-deletedChunk': { backgroundColor: 'var(--stop-soft)' },
  '.cm-insertedLine, .cm-deletedLine': { textDecoration: 'none' },
  '&.cm-merge-b .cm-changedText': {
    background: 'none',
    borderBottom: '2px solid var(--go)',
  },
  '.cm-deletedChunk .cm-deletedText, &.cm-merge-b .cm-deletedText': {
    background: 'none',
    textDecoration: 'line-through',
  },
  '.cm-collapsedLines': { background: 'var(--hover)', color: 'var(--faint)' },
});

export interface TextDifferenceProps {
  before: string;
  after: string;
  label: string;
}

/** Two texts as one, with what left and what came; equal stretches are folded. Only read. */
export default function TextDifference({ before, after, label }: TextDifferenceProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return undefined;
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: visibleWords(after, true),
        extensions: [
          jsonLook,
          marks,
          lineNumbers(),
          json(),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          unifiedMergeView({
            original: visibleWords(before, true),
            mergeControls: false,
            collapseUnchanged: { margin: 2, minSize: 6 },
            diffConfig: { scanLimit: 2000, timeout: 250 },
          }),
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after, label]);
  return (
    <div
      ref={box}
      className="max-h-[70vh] min-w-0 shrink-0 overflow-hidden rounded-[5px] border border-line-strong"
    />
  );
}
