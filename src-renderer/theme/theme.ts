/** What a person can choose. `system` follows the operating system, live. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const rememberedKey = 'signalbox.theme';

function isChoice(value: unknown): value is ThemeChoice {
  return value === 'system' || value === 'light' || value === 'dark';
}

/** Colours come from `light-dark()`, so `system` needs no script: it is the absence of the attribute. */
export function applyTheme(choice: ThemeChoice, root: HTMLElement = document.documentElement): void {
  if (choice === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
  try {
    localStorage.setItem(rememberedKey, choice);
  } catch {
    // Storage can be denied; only the first paint of the next start is less exact then.
  }
}

/** The theme of the last run, so that the first paint has the right colours before the host answers. */
export function rememberedTheme(): ThemeChoice {
  try {
    const value = localStorage.getItem(rememberedKey);
    return isChoice(value) ? value : 'system';
  } catch {
    return 'system';
  }
}
