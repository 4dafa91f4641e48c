import { json } from '@codemirror/lang-json';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { useEffect, useRef, type ReactNode } from 'react';
import { styleNonce } from '../../../theme/style-nonce.ts';

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--field)', color: 'var(--fg)', fontSize: '12px', height: '100%' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '19px' },
  '.cm-gutters': {
    backgroundColor: 'var(--panel)',
    color: 'var(--faint)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--fg)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--sel)',
  },
});

/** The same colours as the tree of JSON. */
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--go)' },
  { tag: [tags.number, tags.bool], color: 'var(--noise)' },
  { tag: [tags.null, tags.punctuation], color: 'var(--faint)' },
]);

export interface JsonEditorProps {
  text: string;
  label: string;
  readOnly?: boolean | undefined;
  onChange: (text: string) => void;
}

/** JSON as text. Ctrl+Enter is left to the screen around it. */
export default function JsonEditor({ text, label, readOnly = false, onChange }: JsonEditorProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const tell = useRef(onChange);
  const locked = useRef(new Compartment());
  const first = useRef(text);
  useEffect(() => {
    tell.current = onChange;
  }, [onChange]);

  useEffect(() => {
    if (!box.current) return undefined;
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          ...(styleNonce === undefined ? [] : [EditorView.cspNonce.of(styleNonce)]),
          keymap.of([{ key: 'Mod-Enter', run: () => true, stopPropagation: false }]),
          basicSetup,
          json(),
          look,
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          locked.current.of(EditorState.readOnly.of(false)),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) tell.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      first.current = made.state.doc.toString();
      view.current = undefined;
      made.destroy();
    };
  }, [label]);

  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(EditorState.readOnly.of(readOnly)) });
  }, [readOnly]);

  useEffect(() => {
    const current = view.current?.state.doc.toString();
    if (current === undefined || current === text) return;
    view.current?.dispatch({ changes: { from: 0, to: current.length, insert: text } });
  }, [text]);

  return <div ref={box} className="min-h-0 flex-1 overflow-hidden rounded-[5px] border border-line-strong" />;
}
