import { setNonce } from 'get-nonce';

/**
 * The nonce of this page's Content-Security-Policy, for the two libraries that add style elements: the scroll lock
 * of dialogs (through get-nonce) and CodeMirror (`EditorView.cspNonce`). Undefined when the page has no such policy.
 */
export const styleNonce: string | undefined = readNonce();

function readNonce(): string | undefined {
  const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';
  return nonce === '' || nonce.startsWith('__') ? undefined : nonce;
}

if (styleNonce !== undefined) setNonce(styleNonce);
