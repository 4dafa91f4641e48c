import { expect, test } from 'vitest';
import type { HostApi } from '#contract/host-contract.ts';
import { createApprovalStore } from './approval-store.ts';

test('a decision names the request by its id and sends no arguments', async () => {
  const sent: unknown[] = [];
  const call: HostApi['call'] = (command, params) => {
    sent.push([command, params]);
    // The results of the two commands that this store sends.
    return Promise.resolve({ denied: 2 } as never);
  };
  const approvals = createApprovalStore({ call });
  await approvals.decide('a1', 'allow-once');
  expect(await approvals.denyAll('files')).toBe(2);
  expect(sent).toEqual([
    ['approval.decide', { id: 'a1', decision: 'allow-once' }],
    ['approval.denyAll', { server: 'files' }],
  ]);
});
