/** One capability in words; `told` false: the name is the server's own and has no words here. */
export interface CapabilityWords {
  name: string;
  words: string;
  known: boolean;
}

const known: Record<string, string> = {
  tools: 'offers tools',
  'tools.listChanged': 'tells when its list of tools changes',
  resources: 'offers resources',
  'resources.subscribe': 'lets resources be watched',
  'resources.listChanged': 'tells when its list of resources changes',
  prompts: 'offers prompts',
  'prompts.listChanged': 'tells when its list of prompts changes',
  logging: 'sends log messages at a chosen level',
  completions: 'completes arguments while they are typed',
  tasks: 'runs long work as tasks',
  experimental: 'has experimental features',
  extensions: 'speaks protocol extensions',
};

/** What a server says it can do (MCP `ServerCapabilities`), one line each; false flags are left out. */
export function capabilityWords(capabilities: Readonly<Record<string, unknown>>): CapabilityWords[] {
  return Object.entries(capabilities).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === false) return [];
    const inner = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
    const flags = inner
      .filter(([, flag]) => flag !== false && flag !== null)
      .map(([flag]) => describe(`${name}.${flag}`));
    return [describe(name), ...flags];
  });
}

function describe(name: string): CapabilityWords {
  const words = Object.hasOwn(known, name) ? known[name] : undefined;
  return { name, words: words ?? 'claimed', known: words !== undefined };
}
