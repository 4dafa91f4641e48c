import type { Catalogue } from '../servers/catalogue.ts';
import { expandVariables } from '../servers/expand-variables.ts';
import { knownSecrets } from '../servers/known-secrets.ts';

/** The secrets of every server that the catalogue lists, with their variables as they are now; longest first. */
export function secretsInUse(catalogue: Pick<Catalogue, 'list'>): string[] {
  return knownSecrets(
    catalogue.list().map(({ definition, inputs }) => {
      try {
        return expandVariables(definition, process.env, { inputs: inputs ?? {} });
      } catch {
        // A variable without a value: then there is no value to hide either.
        return definition;
      }
    }),
  );
}
