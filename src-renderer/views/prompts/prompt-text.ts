import type { ContentBlock, GetPromptResult } from '#contract/inventory.ts';

function textOf(content: ContentBlock): string {
  if (typeof content['text'] === 'string') return content['text'];
  const resource: unknown = content['resource'];
  if (
    typeof resource === 'object' &&
    resource !== null &&
    'text' in resource &&
    typeof resource.text === 'string'
  ) {
    return resource.text;
  }
  return `[${content.type}]`;
}

/** The messages as text to paste: each with its role, embedded texts included, the rest named by its type. */
export function promptAsText(result: GetPromptResult): string {
  return result.messages.map(({ role, content }) => `${role}:\n${textOf(content)}`).join('\n\n');
}
