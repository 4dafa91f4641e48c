import type { Caller } from '#contract/grant.ts';
import type { CommandName, Params, Result } from '#contract/host-contract.ts';

/** Who asks, and how to notice that the asking side gave up. */
export interface Asked {
  caller: Caller;
  signal: AbortSignal;
}

/** One function per command of the contract. Throws HostFailure only. */
export type CommandTable = {
  [C in CommandName]: (params: Params<C>, asked: Asked) => Result<C> | Promise<Result<C>>;
};
