/** What a bundled server can do; none of its lists ever changes while it runs. */
export const capabilities = {
  tools: { listChanged: false },
  resources: { subscribe: true, listChanged: false },
  prompts: { listChanged: false },
  completions: {},
  logging: {},
} as const;

const unchanging = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

/** The lists that are the same for everybody and as long as the server runs (MCP 2026-07-28, server/utilities/caching). */
export const cacheHints = {
  'tools/list': unchanging,
  'prompts/list': unchanging,
  'resources/templates/list': unchanging,
  'server/discover': unchanging,
} as const;
