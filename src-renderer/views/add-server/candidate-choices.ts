import { serverNameSchema } from '#contract/server-definition.ts';
import type { ServerCandidate } from '#contract/server-state.ts';

/** What a person changed about a candidate, by its position. */
export type Changes = Readonly<Record<number, { chosen?: boolean; name?: string }>>;

/** A candidate as it would be added. */
export interface Choice {
  candidate: ServerCandidate;
  chosen: boolean;
  name: string;
  /** Why it cannot be added under this name. */
  problem: string | undefined;
}

/** The candidates with what a person changed, and what is wrong with their names: each must be new. */
export function choicesOf(
  candidates: readonly ServerCandidate[],
  changes: Changes,
  taken: ReadonlySet<string>,
): Choice[] {
  const choices = candidates.map((candidate, index) => ({
    candidate,
    chosen: changes[index]?.chosen ?? true,
    name: changes[index]?.name ?? candidate.name,
  }));
  return choices.map((choice, index) => ({
    ...choice,
    problem: choice.chosen
      ? nameProblem(
          choice.name,
          taken,
          choices.some((other, at) => at < index && other.chosen && other.name === choice.name),
        )
      : undefined,
  }));
}

function nameProblem(name: string, taken: ReadonlySet<string>, twice: boolean): string | undefined {
  if (taken.has(name)) return 'There is a server with this name already: choose another.';
  if (twice) return 'Two of these have this name: choose another.';
  return serverNameSchema.safeParse(name).error?.issues[0]?.message;
}

/** What would be added; undefined when nothing is chosen or a name is wrong. */
export function chosenOf(choices: readonly Choice[]): ServerCandidate[] | undefined {
  const chosen = choices.filter((choice) => choice.chosen);
  if (chosen.length === 0 || chosen.some((choice) => choice.problem !== undefined)) return undefined;
  return chosen.map(({ candidate, name }) => ({ ...candidate, name }));
}
