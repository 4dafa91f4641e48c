import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';
import { steersLoading } from './loading-environment.ts';

const shells = /^(ba|z|da|k|c|tc|a|fi)?sh$/;
const powershells = /^(powershell|pwsh)$/;
const asRoot = /^(sudo|doas|su|pkexec|runas|gsudo)$/;
const wrappers =
  /^(env|nohup|nice|ionice|time|timeout|stdbuf|setsid|xvfb-run|busybox|sudo|doas|pkexec|gsudo|cross-env|dotenv)$/;
const containers = /^(docker|podman|nerdctl)$/;
/** Option by which a program takes code from its command line. */
const inlineCode: readonly (readonly [RegExp, RegExp])[] = [
  [/^(node|bun)$/, /^(-e|-p|-pe|--eval|--print)(=|$)/],
  [/^(python|pypy)[\d.]*$/, /^-[a-zA-Z]*c$/],
  [/^(perl|ruby|osascript|lua)$/, /^-[a-zA-Z]*e$/],
  [/^php$/, /^-r$/],
  [/^deno$/, /^eval$/],
];
const download =
  /\b(curl|wget|iwr|irm|invoke-webrequest|invoke-restmethod)\b[^|]*\|\s*(sudo\s+)?(\S*\/)?(\w*sh|python[\d.]*|node|perl|ruby|iex|invoke-expression)\b/i;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Sentences a person should read before a server is started; empty when nothing is remarkable. Nothing is started. */
export function launchWarnings(definition: ServerDefinition): string[] {
  if (!isStdio(definition)) return remoteWarnings(definition.url);
  const words = [definition.command, ...(definition.args ?? [])];
  const warnings = new Set<string>();
  for (const at of programPositions(words)) programWarnings(words, at, warnings);
  if (download.test(words.join(' '))) {
    warnings.add(
      'Downloads a script and runs it at once (curl … | sh): what runs can be different each time.',
    );
  }
  for (const operator of words.slice(1).filter((word) => /^(\||\|\||&&|;|>|>>|<|&)$/.test(word))) {
    warnings.add(
      `Contains "${operator}", which only a shell understands; Signalbox starts no shell and passes it on as text.`,
    );
  }
  if (words.some((word) => invisible.test(word))) {
    warnings.add('Contains invisible or control characters: the command is not what it seems.');
  }
  for (const [name, value] of Object.entries(definition.env ?? {})) environmentWarning(name, value, warnings);
  return [...warnings];
}

function programWarnings(words: readonly string[], at: number, warnings: Set<string>): void {
  const name = programName(words[at] ?? '');
  const rest = words.slice(at + 1);
  const [first] = rest;
  if (asRoot.test(name)) warnings.add(`Runs as another user, normally the administrator (${name}).`);
  if (shells.test(name) && rest.some((word) => /^-[a-zA-Z]*c$/.test(word) || word === '--command')) {
    warnings.add(`Starts a shell (${name} -c) that runs the text given to it.`);
  }
  if (name === 'cmd' && rest.some((word) => /^\/[ck]/i.test(word))) {
    warnings.add('Starts a shell (cmd /c) that runs the text given to it.');
  }
  if (powershells.test(name) && rest.some((word) => /^[-/](c|co\w*|e|ec|en\w*)$/i.test(word))) {
    warnings.add(`Starts a shell (${name}) that runs the text given to it.`);
  }
  const runsPackages = name === 'npx' || (name === 'npm' && (first === 'exec' || first === 'x'));
  if (runsPackages && rest.some((word) => /^(-c|--call)(=|$)/.test(word))) {
    warnings.add(`Starts a shell (${name} -c) that runs the text given to it.`);
  }
  for (const [program, option] of inlineCode) {
    if (program.test(name) && rest.some((word) => option.test(word))) {
      warnings.add(`Runs code from the command line itself (${name}), not from a file you can look at.`);
    }
  }
  if (rest.some((word) => /^--inspect(-brk|-wait)?(=|$)/.test(word))) {
    warnings.add('Opens a debugging port, through which other programs can run code in the server.');
  }
  if (containers.test(name)) containerWarnings(name, rest, warnings);
}

function containerWarnings(name: string, rest: readonly string[], warnings: Set<string>): void {
  const text = ` ${rest.join(' ')} `;
  const dangers: readonly (readonly [RegExp, string])[] = [
    [
      / --privileged(=true)? /,
      'a privileged container, which is as good as the whole machine (--privileged)',
    ],
    [/ --(network|net|pid|ipc|uts|userns)[= ]host /, "a container in the machine's own namespaces (host)"],
    [
      / --cap-add[= ](CAP_)?(ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE) /i,
      'a container with an administrator’s rights (--cap-add)',
    ],
    [/ --security-opt[= ]\S*(unconfined|disable)/, 'a container without its protection (--security-opt)'],
    [/docker\.sock/, 'a container that can start other containers (docker.sock)'],
    [/ (-v|--volume)[= ]\/:|(source|src)=\/,/, 'a container that sees the whole disk'],
  ];
  for (const [pattern, what] of dangers) if (pattern.test(text)) warnings.add(`Starts ${what} with ${name}.`);
}

function environmentWarning(name: string, value: string, warnings: Set<string>): void {
  if (steersLoading(name)) warnings.add(`Sets ${name}, which decides which code is loaded.`);
  if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0') {
    warnings.add('Sets NODE_TLS_REJECT_UNAUTHORIZED, which turns off the check of certificates.');
  }
  if (/^(https?|all)_proxy$/i.test(name))
    warnings.add(`Sets ${name}: its network traffic goes through that address.`);
}

function remoteWarnings(text: string): string[] {
  const url = URL.parse(text);
  if (!url || url.protocol === 'https:') return [];
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return loopback
    ? []
    : [`Talks to ${url.host} without encryption: others on the way can read and change everything.`];
}

/** Positions of the words that are started: the command, and what a wrapper such as `env` or `sudo` starts in turn. */
function programPositions(words: readonly string[]): number[] {
  const positions = [0];
  let at = 0;
  while (wrappers.test(programName(words[at] ?? ''))) {
    at += 1;
    while (at < words.length && /^-|^\w+=|^\d+[smhd]?$|^--$/.test(words[at] ?? '')) at += 1;
    if (at >= words.length) break;
    positions.push(at);
  }
  return positions;
}

function programName(word: string): string {
  const last = word.split(/[/\\]/).at(-1) ?? '';
  return last.toLowerCase().replace(/\.(exe|cmd|bat|ps1|com)$/, '');
}
