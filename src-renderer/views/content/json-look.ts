import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { styleNonce } from '../../theme/style-nonce.ts';

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

/** How every editor of the window looks: the theme's colours, and styles that the page's policy lets in. */
export const jsonLook: Extension = [
  ...(styleNonce === undefined ? [] : [EditorView.cspNonce.of(styleNonce)]),
  look,
  syntaxHighlighting(colours),
];
