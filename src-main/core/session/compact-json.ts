import { HostFailure } from '#contract/host-error.ts';

/**
 * Takes the white space between the tokens out of a JSON object text and changes nothing else: numbers keep their
 * digits, keys their order. What is left fits on one line and can be sent as it is.
 * Throws `invalid-arguments` when the text is no JSON object.
 */
export function compactJsonObject(text: string): { json: string; value: Record<string, unknown> } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new HostFailure(
      'invalid-arguments',
      `The arguments are not JSON: ${error instanceof Error ? error.message : 'unreadable'}. Correct them and run again.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HostFailure(
      'invalid-arguments',
      'The arguments must be a JSON object, for example {"query": "text"}.',
    );
  }
  return { json: stripWhiteSpace(text), value: value as Record<string, unknown> };
}

// The text is known to be valid JSON: outside strings, white space is only ever between tokens.
function stripWhiteSpace(text: string): string {
  const parts: string[] = [];
  let position = 0;
  while (position < text.length) {
    const quote = text.indexOf('"', position);
    const outsideEnd = quote === -1 ? text.length : quote;
    parts.push(text.slice(position, outsideEnd).replace(/[ \t\r\n]+/g, ''));
    if (quote === -1) break;
    const end = stringEnd(text, quote);
    parts.push(text.slice(quote, end));
    position = end;
  }
  return parts.join('');
}

/** Index after the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  for (;;) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
}
