import type { Icon } from '@modelcontextprotocol/server';

/** Drawn with the reader's text colour in mind: a mid grey-blue that shows on light and dark. */
function icon(path: string): Icon[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#4f7cac" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/></svg>`;
  return [
    {
      src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      mimeType: 'image/svg+xml',
      sizes: ['any'],
    },
  ];
}

export const icons = {
  server: icon('M3 12h4l3-8 4 16 3-8h4'),
  metrics: icon('M4 20V10M10 20V4M16 20v-7M22 20H2'),
  processes: icon('M4 6h16M4 12h16M4 18h10'),
  terminate: icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6'),
} as const;
