import type { ArgumentSets } from '../storage/argument-sets.ts';
import type { CommandTable } from './commands.ts';

/** Commands about the arguments that people gave a name. */
export function argumentCommands(
  sets: ArgumentSets,
): Pick<CommandTable, 'arguments.list' | 'arguments.save' | 'arguments.remove'> {
  return {
    'arguments.list': ({ server, tool }) => ({ sets: sets.list(server, tool) }),
    'arguments.save'(set) {
      sets.save(set);
      return { sets: sets.list(set.server, set.tool) };
    },
    'arguments.remove'(which) {
      sets.remove(which);
      return { sets: sets.list(which.server, which.tool) };
    },
  };
}
