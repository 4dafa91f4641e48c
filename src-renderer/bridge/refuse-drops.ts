/**
 * A file or link that is dropped on the window would replace it. Only text that is dropped into a text field goes on.
 */
export function refuseDrops(target: Window = window): void {
  for (const type of ['dragover', 'drop'] as const) {
    target.addEventListener(type, (event) => {
      const { target: place, dataTransfer } = event;
      const field =
        place instanceof Element && place.closest('input, textarea, [contenteditable="true"]') !== null;
      const dangerous =
        dataTransfer?.types.some((kind) => kind === 'Files' || kind === 'text/uri-list') ?? true;
      if (!field || dangerous) event.preventDefault();
    });
  }
}
