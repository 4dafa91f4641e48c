import type { StandardSchemaV1 } from '@modelcontextprotocol/client';

/** A result schema that takes every object as it is: the host shows what came and judges it itself. */
export const anyResult: StandardSchemaV1<unknown, Record<string, unknown>> = {
  '~standard': {
    version: 1,
    vendor: 'signalbox',
    validate: (value) =>
      typeof value === 'object' && value !== null
        ? { value: value as Record<string, unknown> }
        : { issues: [{ message: 'a result is an object' }] },
  },
};
