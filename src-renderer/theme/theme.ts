/** What a person can choose. `system` follows the operating system, live; so does the contrast of every theme. */
export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const themeTitles: Record<ThemeChoice, string> = {
  system: 'Like the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const rememberedKey = 'signalbox.theme';
const moreContrast = '(prefers-contrast: more)';

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return themeChoices.some((choice) => choice === value);
}

/**
 * Colours come from `light-dark()`, so light and dark by the system need no script: they are the absence of
 * `data-theme`. `data-contrast` replaces the colours by stronger ones.
 */
export function applyTheme(choice: ThemeChoice, root: HTMLElement = document.documentElement): void {
  if (choice === 'light' || choice === 'dark') root.dataset['theme'] = choice;
  else delete root.dataset['theme'];
  const contrast = choice === 'contrast' || matchMedia(moreContrast).matches;
  root.toggleAttribute('data-contrast', contrast);
  try {
    localStorage.setItem(rememberedKey, choice);
  } catch {
    // Storage can be denied; only the first paint of the next start is less exact then.
  }
}

/** Calls back when the system asks for more contrast, or no longer. */
export function onContrastChanged(listener: () => void): void {
  matchMedia(moreContrast).addEventListener('change', listener);
}

/** The theme of the last run, so that the first paint has the right colours before the host answers. */
export function rememberedTheme(): ThemeChoice {
  try {
    const value = localStorage.getItem(rememberedKey);
    return isThemeChoice(value) ? value : 'system';
  } catch {
    return 'system';
  }
}
