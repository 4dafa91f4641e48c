import { HostFailure, type HostErrorCode } from '#contract/host-error.ts';
import { displayName, type GateRequest } from './gate-request.ts';

const failure =
  (code: HostErrorCode, rest: string) =>
  (request: GateRequest): HostFailure =>
    new HostFailure(code, `${displayName(request)} ${rest}`);

/** What the gate says when it does not let a call pass. */
export const failures = {
  denied: failure('denied', 'was denied by a person. Run it again and allow it if it should pass after all.'),
  quit: failure('denied', 'was denied because Signalbox is closing. Run it again after the next start.'),
  cancelled: failure('cancelled', 'was cancelled before it was sent. Run it again when you need it.'),
  noOne: failure(
    'approval-required',
    'needs the approval of a person and nobody can be asked here. Pass --allow, or choose "Always allow" in the window first.',
  ),
  tooSoon: (): HostFailure =>
    new HostFailure(
      'too-soon',
      'Allow came within half a second of the question. Read it, then press Allow again.',
    ),
};
