import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parentPort } from 'node:worker_threads';
import type { SchemaCheck } from './schema-check.ts';

/**
 * The worker of schema-check.ts. It may be ended at any moment. Nothing is fetched: a `$ref` to the network fails
 * (MCP: the default dialect is JSON Schema 2020-12).
 */
const port = parentPort;
port?.on('message', (job: { id: number; schema: unknown; value?: unknown }) => {
  port.postMessage({ id: job.id, check: check(job) });
});
// Loading takes longer than a check, on a busy machine much longer: only from now on the time of a job counts.
port?.postMessage('ready');

// Making one takes longer than most checks.
let older: Ajv | Ajv2020 | undefined;
let current: Ajv | Ajv2020 | undefined;
const options = {
  strict: false,
  allErrors: false,
  validateFormats: false,
  logger: false,
  addUsedSchema: false,
} as const;

/** What compiling says of a schema that is wrong; anything else it says is about what is known here. */
const wrongSchema = /^(schema is invalid|can't resolve reference|Invalid regular expression)/;

function check(job: { schema: unknown; value?: unknown }): SchemaCheck {
  const { schema } = job;
  if (typeof schema !== 'object' || schema === null)
    return { outcome: 'not-checked', reason: 'the schema is no object' };
  const dialect = '$schema' in schema && typeof schema.$schema === 'string' ? schema.$schema : '2020-12';
  const isOld = /draft-0[67]/.test(dialect);
  // What names itself would stay known under that name, and one server's schemas must not change another's check.
  const hasNames = /"\$(id|anchor|dynamicAnchor)"/.test(JSON.stringify(schema));
  const fresh = (): Ajv | Ajv2020 => (isOld ? new Ajv(options) : new Ajv2020(options));
  const ajv = hasNames ? fresh() : isOld ? (older ??= fresh()) : (current ??= fresh());
  try {
    const validate = ajv.compile(schema);
    if (!('value' in job) || validate(job.value)) return { outcome: 'valid' };
    return {
      outcome: 'invalid',
      problems: (validate.errors ?? [])
        .slice(0, 20)
        .map((error) => `${error.instancePath || 'the value'} ${error.message ?? 'is wrong'}`),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
    if (!('value' in job) && wrongSchema.test(reason)) return { outcome: 'invalid', problems: [reason] };
    return { outcome: 'not-checked', reason };
  } finally {
    ajv.removeSchema(schema);
  }
}
