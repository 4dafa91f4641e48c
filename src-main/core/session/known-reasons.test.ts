import { expect, test } from 'vitest';
import { knownReason } from './known-reasons.ts';

test.each([
  ["Error: Cannot find module 'express'", 'missing-module', 'express', 'node'],
  [
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from /srv/x.js",
    'missing-module',
    'zod',
    'node',
  ],
  ["ModuleNotFoundError: No module named 'mcp.server'", 'missing-module', 'mcp.server', 'python'],
  ['/usr/bin/python3: No module named weather', 'missing-module', 'weather', 'python'],
  ["npm error 404  '@org/nothing@*' is not in this registry.", 'missing-module', '@org/nothing', 'npm'],
  ["npm ERR! 404  'nothing-mcp@latest' is not in the npm registry.", 'missing-module', 'nothing-mcp', 'npm'],
  [
    '  ╰─▶ Because nothing-mcp was not found in the package registry and you require',
    'missing-module',
    'nothing-mcp',
    'uv',
  ],
  ["Unable to find image 'nothing:latest' locally", 'missing-module', 'nothing:latest', 'docker'],
  [
    "python3: can't open file '/srv/x.py': [Errno 2] No such file or directory",
    'script-not-found',
    '/srv/x.py',
    'python',
  ],
  ['Error: Unable to access jarfile x.jar', 'script-not-found', 'x.jar', 'other'],
  ['Error: listen EADDRINUSE: address already in use :::3000', 'port-in-use', '3000', 'other'],
  ['Error: listen EADDRINUSE: address already in use 127.0.0.1:8080', 'port-in-use', '8080', 'other'],
  ['OSError: [Errno 98] Address already in use', 'port-in-use', undefined, 'other'],
  [
    "[Errno 48] error while attempting to bind on address ('0.0.0.0', 8000): address already in use",
    'port-in-use',
    '8000',
    'other',
  ],
  ['listen tcp :9090: bind: address already in use', 'port-in-use', '9090', 'other'],
  ['Error: BRAVE_API_KEY environment variable is required', 'missing-environment', 'BRAVE_API_KEY', 'other'],
  ['Please set the environment variable TOKEN', 'missing-environment', 'TOKEN', 'other'],
  ['GITHUB_TOKEN is not set', 'missing-environment', 'GITHUB_TOKEN', 'other'],
  ['Missing required env: SLACK_BOT_TOKEN', 'missing-environment', 'SLACK_BOT_TOKEN', 'other'],
  ["KeyError: 'OPENAI_API_KEY'", 'missing-environment', 'OPENAI_API_KEY', 'python'],
])('%s', (line, code, subject, from) => {
  expect(knownReason(['    at somewhere', line, 'later'])).toMatchObject({ code, subject, from, line });
});

test.each([
  'ERROR: name is required',
  'Warning: HTTP is not defined here',
  'INFO listening',
  '',
  'TypeError: Cannot read properties of undefined',
])('%j says nothing that is known', (line) => expect(knownReason([line])).toBeUndefined());
