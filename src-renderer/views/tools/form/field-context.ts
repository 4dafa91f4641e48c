import { createContext, useContext } from 'react';
import type { ArgumentProblem } from './argument-problems.ts';

/** What is wrong with the arguments, for the fields to pick their part. */
export const ProblemsContext = createContext<readonly ArgumentProblem[]>([]);

/** The place of the field whose shape is being chosen: the field drawn for the chosen shape is the same place. */
export const ChoiceContext = createContext<string | undefined>(undefined);

/** What ties a control to its description and its problem. */
export interface FieldTie {
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

export const FieldTieContext = createContext<FieldTie>({});

export const useFieldTie = (): FieldTie => useContext(FieldTieContext);

/** The problems of exactly this place. */
export function problemsAt(
  problems: readonly ArgumentProblem[],
  path: readonly (string | number)[],
): string[] {
  return problems
    .filter(
      (problem) =>
        problem.path.length === path.length && problem.path.every((step, i) => step === String(path[i])),
    )
    .map((problem) => problem.message);
}
