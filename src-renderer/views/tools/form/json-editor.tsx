import { json } from '@codemirror/lang-json';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { useEffect, useRef, type ReactNode } from 'react';
import { jsonLook } from '../../content/json-look.ts';

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
          keymap.of([{ key: 'Mod-Enter', run: () => true, stopPropagation: false }]),
          basicSetup,
          json(),
          jsonLook,
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
