import { homedir } from 'node:os';
import { basename, sep } from 'node:path';
import { HostFailure } from '#contract/host-error.ts';
import { isStdio, type ServerDefinition } from '#contract/server-definition.ts';

/** Where the values of variables come from, besides the environment. */
export interface VariableSources {
  /** Values of VS Code's `${input:id}`. */
  inputs?: Record<string, string>;
  /** What `${workspaceFolder}` stands for. Default: the current directory. */
  workspaceFolder?: string;
  home?: string;
}

type Lookup = (expression: string) => string | undefined;

/**
 * The definition with `${VAR}`, `${VAR:-default}`, `${env:VAR}`, `${input:id}`, `${workspaceFolder}` and a leading `~/` of
 * command and folder replaced, once: a value is not searched again. A new object, for one start; never to be stored.
 * `${input:id}` is looked for in `inputs`, then in the environment variable `SIGNALBOX_INPUT_<ID>`.
 * @throws HostFailure `missing-variable`, which names it
 */
export function expandVariables(
  definition: ServerDefinition,
  env: Record<string, string | undefined>,
  sources: VariableSources = {},
): ServerDefinition {
  const home = sources.home ?? homedir();
  const lookup = lookupIn(env, sources, home);
  const expand = (text: string): string => expandText(text, lookup);
  const path = (text: string): string => expand(text).replace(/^~(?=$|[/\\])/, () => home);
  const values = (record: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, expand(value)]));

  if (!isStdio(definition)) {
    const { headers } = definition;
    return { ...definition, url: expand(definition.url), ...(headers ? { headers: values(headers) } : {}) };
  }
  return {
    ...definition,
    command: path(definition.command),
    ...(definition.args ? { args: definition.args.map(expand) } : {}),
    ...(definition.env ? { env: values(definition.env) } : {}),
    ...(definition.cwd === undefined ? {} : { cwd: path(definition.cwd) }),
  };
}

function expandText(text: string, lookup: Lookup): string {
  return text.replaceAll(/\$\{([^{}]*)\}/g, (whole: string, expression: string) => {
    const isVariable = /^[A-Za-z_]\w*(:.*)?$/s.test(expression) || expression === '/';
    // `${` is ordinary text in many programs' arguments; only what can be a variable is taken for one.
    if (!isVariable) return whole;
    const value = lookup(expression);
    if (value !== undefined) return value;
    throw missing(expression);
  });
}

function lookupIn(env: Record<string, string | undefined>, sources: VariableSources, home: string): Lookup {
  const folder = (): string => sources.workspaceFolder ?? process.cwd();
  // `${constructor}` must not find what every object inherits.
  const variable = (name: string): string | undefined => (Object.hasOwn(env, name) ? env[name] : undefined);
  return (expression) => {
    const [, name = '', fallback] = /^(\w+):-(.*)$/s.exec(expression) ?? [];
    if (fallback !== undefined) return variable(name) || fallback;
    if (expression.startsWith('env:')) {
      const [, ofEnv = '', otherwise] = /^env:([^:]*)(?::-(.*))?$/s.exec(expression) ?? [];
      return otherwise === undefined ? variable(ofEnv) : variable(ofEnv) || otherwise;
    }
    if (expression.startsWith('input:')) {
      const id = expression.slice('input:'.length);
      const given = sources.inputs && Object.hasOwn(sources.inputs, id) ? sources.inputs[id] : undefined;
      return given ?? variable(inputVariable(id));
    }
    switch (expression) {
      case 'workspaceFolder':
        return folder();
      case 'workspaceFolderBasename':
        return basename(folder());
      case 'userHome':
        return home;
      case 'pathSeparator':
      case '/':
        return sep;
      default:
        return variable(expression);
    }
  };
}

function inputVariable(id: string): string {
  return `SIGNALBOX_INPUT_${id.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

function missing(expression: string): HostFailure {
  const advice = expression.startsWith('input:')
    ? `set the environment variable ${inputVariable(expression.slice('input:'.length))}`
    : `set the environment variable ${expression.replace(/^env:/, '')}`;
  return new HostFailure(
    'missing-variable',
    `The definition uses \${${expression}}, which has no value: ${advice} before Signalbox starts, or write the value into the definition.`,
  );
}
