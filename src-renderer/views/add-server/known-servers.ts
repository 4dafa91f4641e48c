import { flag, lines, option, withEnv, type KnownServer } from './known-server.ts';

const npx = 'Node (npx); the first start fetches the package';
const uvx = 'uv (uvx); the first start fetches the package';

/** Bundled with the product: looking at it asks no one. */
export const knownServers: readonly KnownServer[] = [
  {
    id: 'filesystem',
    words: 'Reads and writes files in the folders you name, and nowhere else.',
    needs: npx,
    fields: [
      {
        name: 'folders',
        label: 'Folders',
        hint: 'One per line, whole paths. Everything in them can be read and changed.',
        kind: 'lines',
        required: true,
        placeholder: '/home/you/notes',
      },
    ],
    define: ({ folders }) => ({
      command: 'npx',
      args: ['-y', '@modelcontextprotocol/server-filesystem', ...lines(folders)],
    }),
  },
  {
    id: 'everything',
    words: 'The reference server: one of everything the protocol has, to try a host with.',
    needs: npx,
    fields: [],
    define: () => ({ command: 'npx', args: ['-y', '@modelcontextprotocol/server-everything'] }),
  },
  {
    id: 'memory',
    words: 'A small knowledge graph that a model can write to and find again later.',
    needs: npx,
    fields: [
      {
        name: 'file',
        label: 'File',
        hint: 'Where it is kept. Without it, inside the package’s own folder, where an update may lose it.',
        kind: 'text',
        placeholder: '/home/you/memory.jsonl',
      },
    ],
    define: ({ file }) =>
      withEnv(
        { command: 'npx', args: ['-y', '@modelcontextprotocol/server-memory'] },
        { MEMORY_FILE_PATH: file },
      ),
  },
  {
    id: 'sequential-thinking',
    words: 'One tool with which a model writes down its steps and goes back to change them.',
    needs: npx,
    fields: [
      {
        name: 'quiet',
        label: 'Do not write thoughts to stderr',
        hint: 'Else each thought is also a line in the logs.',
        kind: 'yes',
      },
    ],
    define: ({ quiet }) =>
      withEnv(
        { command: 'npx', args: ['-y', '@modelcontextprotocol/server-sequential-thinking'] },
        { DISABLE_THOUGHT_LOGGING: quiet === 'yes' ? 'true' : undefined },
      ),
  },
  {
    id: 'fetch',
    words: 'Fetches a web page and gives it back as Markdown.',
    needs: `${uvx}; reaches the network, also your own`,
    fields: [
      {
        name: 'agent',
        label: 'User agent',
        hint: 'What it calls itself to web servers. Without it, its own name.',
        kind: 'text',
      },
      {
        name: 'proxy',
        label: 'Proxy',
        hint: 'Fetches through this address.',
        kind: 'text',
        placeholder: 'http://127.0.0.1:8080',
      },
      {
        name: 'robots',
        label: 'Ignore robots.txt',
        hint: 'Fetches pages also where a site asks programs to stay away.',
        kind: 'yes',
      },
    ],
    define: ({ agent, proxy, robots }) => ({
      command: 'uvx',
      args: [
        'mcp-server-fetch',
        ...option('--user-agent', agent),
        ...option('--proxy-url', proxy),
        ...flag('--ignore-robots-txt', robots),
      ],
    }),
  },
  {
    id: 'git',
    words: 'Status, diff, log, commit and branches of a repository.',
    needs: `${uvx}; git`,
    fields: [
      {
        name: 'repository',
        label: 'Repository',
        hint: 'The folder it works in. Without it, each call may name any repository.',
        kind: 'text',
        placeholder: '/home/you/project',
      },
    ],
    define: ({ repository }) => ({
      command: 'uvx',
      args: ['mcp-server-git', ...option('--repository', repository)],
    }),
  },
  {
    id: 'time',
    words: 'The time now, and in other time zones.',
    needs: uvx,
    fields: [
      {
        name: 'zone',
        label: 'Time zone',
        hint: 'What counts as local, by its IANA name. Without it, this machine’s.',
        kind: 'text',
        placeholder: 'Europe/Berlin',
      },
    ],
    define: ({ zone }) => ({
      command: 'uvx',
      args: ['mcp-server-time', ...option('--local-timezone', zone)],
    }),
  },
  {
    id: 'playwright',
    words: 'Drives a browser: opens pages, clicks, types, reads what is there.',
    needs: `${npx}; a browser`,
    fields: [
      {
        name: 'headless',
        label: 'Without a window',
        hint: 'Needed where there is no screen.',
        kind: 'yes',
      },
      {
        name: 'isolated',
        label: 'Forget everything at the end',
        hint: 'Else cookies and logins stay in a profile of its own.',
        kind: 'yes',
      },
      {
        name: 'browser',
        label: 'Browser',
        hint: 'chrome, firefox, webkit or msedge. Without it, chrome.',
        kind: 'text',
        placeholder: 'chrome',
      },
    ],
    define: ({ headless, isolated, browser }) => ({
      command: 'npx',
      args: [
        '-y',
        '@playwright/mcp@latest',
        ...flag('--headless', headless),
        ...flag('--isolated', isolated),
        ...option('--browser', browser),
      ],
    }),
  },
  {
    id: 'chrome-devtools',
    words: 'Looks into a running Chrome: network, console, performance.',
    needs: `${npx}; Chrome`,
    fields: [
      { name: 'headless', label: 'Without a window', hint: 'Needed where there is no screen.', kind: 'yes' },
      {
        name: 'isolated',
        label: 'Forget everything at the end',
        hint: 'Uses a profile that is removed afterwards.',
        kind: 'yes',
      },
    ],
    define: ({ headless, isolated }) => ({
      command: 'npx',
      args: [
        '-y',
        'chrome-devtools-mcp@latest',
        ...flag('--headless', headless),
        ...flag('--isolated', isolated),
      ],
    }),
  },
  {
    id: 'context7',
    words: 'Current documentation of libraries, by version.',
    needs: `${npx}; asks context7.com`,
    fields: [
      {
        name: 'key',
        label: 'Key',
        hint: 'For more requests. Write ${CONTEXT7_API_KEY} to take it from your environment.',
        kind: 'text',
        placeholder: '${CONTEXT7_API_KEY}',
      },
    ],
    define: ({ key }) =>
      withEnv({ command: 'npx', args: ['-y', '@upstash/context7-mcp'] }, { CONTEXT7_API_KEY: key }),
  },
  {
    id: 'github',
    words: 'Repositories, issues, pull requests and actions on GitHub.',
    needs: 'the network: api.githubcopilot.com',
    fields: [
      {
        name: 'token',
        label: 'Token',
        hint: 'A personal access token. Write ${GITHUB_TOKEN} to take it from your environment.',
        kind: 'text',
        required: true,
        placeholder: '${GITHUB_TOKEN}',
      },
      {
        name: 'readonly',
        label: 'Only read',
        hint: 'Leaves out every tool that changes something.',
        kind: 'yes',
      },
    ],
    define: ({ token = '', readonly }) => ({
      type: 'http',
      url: `https://api.githubcopilot.com/mcp/${readonly === 'yes' ? 'readonly' : ''}`,
      headers: { Authorization: `Bearer ${token.trim()}` },
    }),
  },
  {
    id: 'deepwiki',
    words: 'Answers questions about public GitHub repositories.',
    needs: 'the network: mcp.deepwiki.com',
    fields: [],
    define: () => ({ type: 'http', url: 'https://mcp.deepwiki.com/mcp' }),
  },
];
