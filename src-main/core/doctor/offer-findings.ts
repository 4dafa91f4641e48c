import type { Fix } from '#contract/doctor.ts';
import { isStdio } from '#contract/server-definition.ts';
import type { Facts } from './facts.ts';
import type { FindingDraft } from './finding-draft.ts';
import { isRelativePath, looksLikeFile, readLaunch } from './read-launch.ts';

/** Milliseconds from spawn to the end of the handshake: half of what the least patient hosts wait. */
const slowStart = 5000;
const manyTokens = 25_000;
const manyTools = 128;

/** What it offers and what that costs, here and elsewhere. */
export function offerFindings(facts: Facts): FindingDraft[] {
  return [
    ...listFindings(facts),
    ...schemaFindings(facts),
    ...pathFindings(facts),
    ...slowFindings(facts),
    ...sizeFindings(facts),
  ];
}

function listFindings({ problems, name, wire }: Facts): FindingDraft[] {
  const broken = problems.filter((problem) => isOfTheList(problem, wire));
  if (broken.length === 0) return [];
  const isBroken = broken.some(({ error }) => error.code !== 'protocol-error');
  return [
    {
      code: 'invalid-list',
      ...(isBroken
        ? {}
        : { severity: 'warning' as const, title: 'A list that it claims to have is refused' }),
      detail: isBroken
        ? `${name} lists ${broken.length === 1 ? 'something' : `${broken.length} things`} that the specification does not allow.`
        : `${name} claims the capability, and answers the request for the list with an error.`,
      evidence: broken.map(({ error }) => error.message),
      fixes: [
        isBroken
          ? {
              title: 'Correct the entries',
              text: 'Each line names the list, the entry and the member that is wrong.',
            }
          : {
              title: 'Claim only what there is',
              text: 'Leave the capability out of the handshake, or answer with an empty list.',
            },
      ],
    },
  ];
}

/** True unless the list is missing for a reason that has a finding of its own, or that nobody minds. */
function isOfTheList({ list, index, error }: Facts['problems'][number], wire: Facts['wire']): boolean {
  switch (error.code) {
    case 'invalid-message':
      return index !== undefined || !(wire?.remarked.invalid ?? wire?.remarked['text-before-message']);
    case 'list-too-long':
      return true;
    case 'protocol-error':
      // Templates came with a later revision of the resources capability; hosts take -32601 for "none".
      return !(list === 'resourceTemplates' && error.rpc?.code === -32_601);
    default:
      return false;
  }
}

function schemaFindings({ badSchemas, name }: Facts): FindingDraft[] {
  if (badSchemas.length === 0) return [];
  const tools = new Set(badSchemas.map(({ tool }) => tool)).size;
  return [
    {
      code: 'invalid-schema',
      detail: `${tools === 1 ? 'One tool' : `${tools} tools`} of ${name} ${tools === 1 ? 'has' : 'have'} a schema that is no valid JSON Schema (MCP: 2020-12 unless it names another).`,
      evidence: badSchemas.map(({ tool, which, problem }) => `${tool}: ${which}: ${problem}`),
      fixes: [
        {
          title: 'Correct the schema',
          text: 'Validate it against its meta-schema; generators such as zod, pydantic or typebox write valid ones.',
        },
      ],
    },
  ];
}

function pathFindings({ definition, startFolder, state }: Facts): FindingDraft[] {
  // A start that failed has a finding of its own.
  if (!isStdio(definition) || state.phase === 'failed') return [];
  const { command, args = [], cwd } = definition;
  const fixes: Fix[] = [];
  const evidence: string[] = [];
  if (cwd !== undefined && isRelativePath(cwd)) {
    evidence.push(`cwd: ${cwd}`);
    fixes.push({
      title: 'Write the whole folder',
      text: `Use ${joined(startFolder, cwd)}.`,
      edit: { cwd: joined(startFolder, cwd) },
    });
  }
  if (cwd === undefined) {
    if (/[/\\]/.test(command) && isRelativePath(command)) {
      evidence.push(`command: ${command}`);
      fixes.push({
        title: 'Write the whole command',
        text: `Use ${joined(startFolder, command)}.`,
        edit: { command: joined(startFolder, command) },
      });
    }
    const { script } = readLaunch(definition);
    const hasOwnFolder = args.some((word) => /^--(directory|project|prefix|cwd)(=|$)/.test(word));
    if (script && looksLikeFile(script.text) && isRelativePath(script.text) && !hasOwnFolder) {
      const value = joined(startFolder, script.text);
      evidence.push(`argument ${script.at + 1}: ${script.text}`);
      fixes.push({
        title: 'Write the whole path',
        text: `Use ${value}.`,
        edit: { args: [{ at: script.at, how: 'replace', value }] },
      });
    }
  }
  if (fixes.length === 0) return [];
  return [
    {
      code: 'relative-path',
      detail: `It is found here because it is looked for in ${startFolder}.`,
      evidence,
      fixes,
    },
  ];
}

function joined(folder: string, path: string): string {
  const between = folder.endsWith('/') || folder.endsWith('\\') ? '' : folder.includes('\\') ? '\\' : '/';
  return `${folder}${between}${path.replace(/^\.[/\\]/, '')}`;
}

function slowFindings({ state, definition, name }: Facts): FindingDraft[] {
  if (state.phase !== 'running' || state.facts.startedIn < slowStart) return [];
  const { runner } = readLaunch(definition);
  const fixes: Fix[] = [];
  if (runner === 'npx' || runner === 'uvx' || runner === 'pipx') {
    fixes.push({
      title: 'Install it once',
      text: `${runner} looks the package up at each start. Install it, then start its program with node or python directly.`,
    });
  }
  if (runner === 'docker') {
    fixes.push({
      title: 'Pull the image beforehand',
      text: 'The first start downloads it: docker pull, then start again.',
    });
  }
  fixes.push({
    title: 'Answer first, load later',
    text: 'Answer initialize at once and load what is slow when the first tool is called.',
  });
  return [
    {
      code: 'slow-start',
      detail: `${name} took ${(state.facts.startedIn / 1000).toFixed(1)} s from its start to the end of its handshake.`,
      fixes,
    },
  ];
}

function sizeFindings({ tools, name }: Facts): FindingDraft[] {
  if (tools.tokens <= manyTokens && tools.count <= manyTools) return [];
  const count = (value: number): string => value.toLocaleString('en');
  return [
    {
      code: 'tools-too-large',
      detail: `${name} has ${count(tools.count)} tools; their definitions are ${count(tools.bytes)} bytes, about ${count(tools.tokens)} tokens of every request to a model.`,
      fixes: [
        {
          title: 'Offer fewer tools',
          text: 'Many servers have an option for tool sets; in the other hosts, switch off the tools that you do not use.',
        },
        {
          title: 'Shorten descriptions',
          text: 'Long descriptions, examples and repeated schemas cost most.',
        },
      ],
    },
  ];
}
