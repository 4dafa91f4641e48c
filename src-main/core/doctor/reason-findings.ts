import type { Fix } from '#contract/doctor.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { Facts, StartReason } from './facts.ts';
import type { FindingDraft } from './finding-draft.ts';
import { readLaunch } from './read-launch.ts';

/** What the server itself says on stderr about why it cannot run, when that is understood. */
export function reasonFinding(facts: Facts): FindingDraft | undefined {
  const { reason, definition } = facts;
  if (!reason) return undefined;
  const evidence = [reason.line];
  const detail = `${facts.name} says that ${lowerFirst(reason.text)}`;
  const isOwnScript =
    reason.code === 'missing-module' &&
    isStdio(definition) &&
    (definition.args ?? []).some((word) => word !== '' && word === reason.subject);
  const code = isOwnScript ? 'script-not-found' : reason.code;
  switch (code) {
    case 'missing-module':
      return { code, detail, evidence, fixes: moduleFixes(facts, reason) };
    case 'script-not-found':
      return { code, detail, evidence, fixes: [correctPath] };
    case 'port-in-use':
      return { code, detail, evidence, fixes: portFixes(reason) };
    case 'missing-environment':
      return { code, detail, evidence, fixes: environmentFixes(facts, reason) };
  }
}

const correctPath: Fix = { title: 'Correct the path', text: 'Give the whole path of the script.' };

/** A sentence that starts with the name of a program keeps its capital. */
function lowerFirst(text: string): string {
  return /^(Node|Python|Docker)\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function moduleFixes({ definition, loginShell, executable }: Facts, reason: StartReason): Fix[] {
  const name = reason.subject ?? 'the module';
  const { runner } = readLaunch(definition);
  switch (reason.from) {
    case 'node': {
      const isPath = /^[./~]|^[A-Za-z]:\\/.test(name);
      if (isPath) {
        return [
          {
            title: 'Build it, or correct the path',
            text: `There is no ${name}: run its build, or correct the path.`,
          },
        ];
      }
      return [
        {
          title: 'Install its modules',
          text: `In the folder of the server run: npm install (or npm install ${name})`,
        },
      ];
    }
    case 'python': {
      if (runner === 'uv-run')
        return [{ title: 'Add it to the project', text: `In the folder of the project run: uv add ${name}` }];
      if (runner === 'uvx')
        return [
          {
            title: 'Run it with the module',
            text: `Add the arguments --with ${name} in front of the package.`,
          },
        ];
      const other = loginShell?.executable;
      return [
        ...(other !== undefined && other !== executable
          ? [
              {
                title: 'Use the Python of your shell',
                text: `Your login shell uses ${other}; here ${executable ?? 'another one'} runs.`,
                edit: { command: other },
              },
            ]
          : []),
        {
          title: 'Install it',
          text: `With the Python that runs the server: ${executable ?? 'python3'} -m pip install ${name}`,
        },
      ];
    }
    case 'npm':
      return [
        {
          title: 'Correct the name of the package',
          text: `There is no package ${name} in the registry that npm asks; look for a slip, or set its registry.`,
        },
      ];
    case 'uv':
      return [
        {
          title: 'Correct the name of the package',
          text: `There is no package ${name} in the index that uv asks; when the command has another name than the package, use --from.`,
        },
      ];
    case 'docker':
      return [{ title: 'Pull the image', text: `Run: docker pull ${name}` }];
    case 'other':
      return [{ title: 'Install it', text: `Install ${name} where the server runs.` }];
  }
}

function portFixes(reason: StartReason): Fix[] {
  const port = reason.subject;
  return [
    {
      title: 'End the other process',
      text:
        port === undefined
          ? 'Another process listens there, mostly an earlier copy of this server: end it.'
          : `See who has it: lsof -i :${port} (Windows: netstat -ano | findstr :${port}). Mostly it is an earlier copy of this server.`,
    },
    {
      title: 'Give it another port',
      text: 'By its option or variable for the port. A server over stdio needs none: look for a switch that turns listening off.',
    },
  ];
}

function environmentFixes({ hostVariables, loginShell, definition }: Facts, reason: StartReason): Fix[] {
  const name = reason.subject;
  if (name === undefined) return [{ title: 'Set the variable', text: 'Add it under "env".' }];
  const isSet = isStdio(definition) && definition.env !== undefined && Object.hasOwn(definition.env, name);
  if (isSet)
    return [
      {
        title: 'Correct its value',
        text: `${name} is set under "env", but the server does not accept its value.`,
      },
    ];
  if (hostVariables.includes(name)) {
    return [
      {
        title: `Hand over ${name}`,
        text: `Signalbox has ${name} in its own environment, but servers get it only when it is named.`,
        edit: { env: { [name]: `\${${name}}` } },
      },
    ];
  }
  const inShell = loginShell?.variables.includes(name) === true;
  return [
    {
      title: `Set ${name}`,
      text: inShell
        ? `Your login shell sets ${name}, but Signalbox was not started from it. Add it under "env", or start Signalbox in a terminal.`
        : `Add it under "env" with its value, or as \${${name}} to take it from the environment of Signalbox.`,
    },
  ];
}
