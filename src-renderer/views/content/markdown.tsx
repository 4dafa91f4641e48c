import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { visibleText } from '#contract/visible-text.ts';

/**
 * A server's Markdown. Raw HTML stays text, an image is never fetched and a link goes nowhere: both are shown as
 * what they are, with their address in full.
 */
const components: Components = {
  a: ({ href, children }) => (
    <span>
      <span className="underline decoration-dotted">{children}</span>
      <code className="ml-1 text-xs text-faint [overflow-wrap:anywhere]">⟨{visibleText(href ?? '')}⟩</code>
    </span>
  ),
  img: ({ src, alt }) => (
    <code className="text-xs text-faint [overflow-wrap:anywhere]">
      [image, not loaded: {visibleText(alt ?? '')} ⟨{visibleText(typeof src === 'string' ? src : '')}⟩]
    </code>
  ),
  input: ({ checked }) => <span>{checked === true ? '☑' : '☐'} </span>,
  h1: ({ children }) => <p className="mt-3 mb-1 text-lg font-semibold first:mt-0">{children}</p>,
  h2: ({ children }) => <p className="mt-3 mb-1 font-semibold first:mt-0">{children}</p>,
  h3: ({ children }) => <p className="mt-2 mb-1 font-semibold first:mt-0">{children}</p>,
  h4: ({ children }) => <p className="mt-2 mb-1 font-medium first:mt-0">{children}</p>,
  h5: ({ children }) => <p className="mt-2 mb-1 font-medium first:mt-0">{children}</p>,
  h6: ({ children }) => <p className="mt-2 mb-1 font-medium first:mt-0">{children}</p>,
  p: ({ children }) => <p className="my-1.5 first:mt-0 last:mb-0">{children}</p>,
  ul: ({ children }) => <ul className="my-1.5 list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-1.5 list-decimal pl-5">{children}</ol>,
  blockquote: ({ children }) => (
    <blockquote className="my-1.5 border-l-2 border-line-strong pl-3 text-dim">{children}</blockquote>
  ),
  pre: ({ children }) => (
    <pre className="my-1.5 overflow-x-auto rounded-[5px] border border-line bg-field p-2 font-mono text-xs">
      {children}
    </pre>
  ),
  code: ({ children }) => <code className="font-mono text-xs">{children}</code>,
  hr: () => <hr className="my-3 border-line" />,
};

/** Every address is shown and none is used, so none needs to be cleaned. */
const asItIs = (url: string): string => url;

export default function ServerMarkdown({ text }: { text: string }): ReactNode {
  return (
    <div dir="ltr" className="min-w-0 break-words [overflow-wrap:anywhere]">
      <Markdown skipHtml={false} components={components} urlTransform={asItIs}>
        {visibleText(text, { lines: true })}
      </Markdown>
    </div>
  );
}
