import type { Icon } from '@modelcontextprotocol/server';

/** Drawn here, so that no client has to fetch anything. */
function icon(shapes: string): Icon[] {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f6fde" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</svg>`;
  const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return [{ src, mimeType: 'image/svg+xml', sizes: ['any'] }];
}

export const icons = {
  search: icon('<path d="M4 5h16M4 10h6M4 15h5"/><circle cx="15" cy="14" r="4"/><path d="m18 17 3 3"/>'),
  analyze: icon('<path d="M4 20h16M6 20v-6M11 20V5M16 20v-9"/>'),
  file: icon('<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>'),
  config: icon(
    '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
  ),
} as const;
