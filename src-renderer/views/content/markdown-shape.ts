const longest = 100_000;

/** True when a text is written in Markdown, as far as its first part tells. */
export function looksLikeMarkdown(text: string): boolean {
  const head = text.slice(0, 4000);
  const signs = [
    /^#{1,6} \S/m,
    /^```/m,
    /^[-*] \S.*\n[-*] \S/m,
    /^\d+\. \S.*\n\d+\. \S/m,
    /\[[^\]\n]+\]\([^)\n]+\)/,
    /\*\*\S[^*\n]*\*\*/,
    /^\|.+\|\n\|[ :|-]+\|$/m,
  ];
  return signs.some((sign) => sign.test(head));
}

/** Why a text is not drawn as Markdown, as a sentence: parsers take more than linear time on some of it. */
export function whyNotMarkdown(text: string): string | undefined {
  if (text.length > longest) return 'The text is too long to be drawn as Markdown.';
  const nested = text
    .split('\n')
    .some((line) => /^(?:[ \t]*(?:>|[-*+]|\d+[.)])){20}/.test(line) || /^\s{200}/.test(line));
  const runs = /[[\]*_`~<!]{200}/.test(text) || (text.match(/\[/g)?.length ?? 0) > 5000;
  return nested || runs ? 'The text is nested too deep to be drawn as Markdown.' : undefined;
}
