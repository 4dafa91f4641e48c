/** A magnifying glass over lines of text, drawn here so that no client has to fetch anything. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f6fde" stroke-width="2" stroke-linecap="round"><path d="M4 5h16M4 10h6M4 15h5"/><circle cx="15" cy="14" r="4"/><path d="m18 17 3 3"/></svg>`;

export const icons = [
  {
    src: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    mimeType: 'image/svg+xml',
    sizes: ['any'],
  },
];
