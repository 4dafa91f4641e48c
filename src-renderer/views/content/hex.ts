/** One line of a hex view. */
export interface HexLine {
  offset: string;
  hex: string;
  text: string;
}

const perLine = 16;

/** The first bytes of base64 as lines of sixteen; undefined when it is no base64. */
export function hexLines(base64: string, mostBytes: number): HexLine[] | undefined {
  let bytes: string;
  try {
    bytes = atob(base64.slice(0, Math.ceil(mostBytes / 3) * 4));
  } catch {
    return undefined;
  }
  const lines: HexLine[] = [];
  for (let at = 0; at < Math.min(bytes.length, mostBytes); at += perLine) {
    const part = bytes.slice(at, Math.min(at + perLine, mostBytes)).split('');
    lines.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: part.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(' '),
      text: part.map((byte) => (byte >= ' ' && byte <= '~' ? byte : '·')).join(''),
    });
  }
  return lines;
}

/** How many bytes base64 stands for. */
export function base64Size(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((base64.length * 3) / 4) - padding);
}
