import type { z } from 'zod';
import { commands, type CommandName } from './host-contract.ts';
import { HostFailure, type HostErrorCode } from './host-error.ts';

/** True for the name of a command of the contract; false for `constructor`, `__proto__` and the like. */
export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

/**
 * Checks a value against a schema of the contract and gives back the checked copy.
 *
 * @param what names the value in the sentence of the failure, for instance `params of server.start`.
 * @throws HostFailure with the given code; the first three problems are in its `evidence`.
 */
export function checkValue<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: string,
  code: HostErrorCode,
): z.output<S> {
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.slice(0, 3).map((issue) => {
    const place = issue.path.map(String).join('.').slice(0, 200);
    return `${place === '' ? 'the value' : place}: ${issue.message.slice(0, 300)}`;
  });
  const next =
    code === 'bad-request'
      ? 'Correct it and try again.'
      : 'Reload the window; if it happens again, report it together with the evidence.';
  throw new HostFailure(code, `The ${what} are not what the contract says. ${next}`, { evidence: problems });
}
