import { expect, test } from 'vitest';
import { serverDefinitionSchema, serverNameSchema } from '#contract/server-definition.ts';
import { textOfKnown } from './known-server.ts';
import { knownServers } from './known-servers.ts';

const every = knownServers.map((server) => [server.id, server] as const);

test.each(every)('%s: nothing filled in makes no empty argument', (_id, server) => {
  const definition = serverDefinitionSchema.parse(server.define({}));
  expect(serverNameSchema.safeParse(server.id).success).toBe(true);
  if ('args' in definition) expect(definition.args).not.toContain('');
});

test.each(every)('%s: what is filled in arrives in what is run', (_id, server) => {
  const values = Object.fromEntries(
    server.fields.map((field) => [field.name, field.kind === 'yes' ? 'yes' : ` /a ${field.name} `]),
  );
  const [empty, full] = [JSON.stringify(server.define({})), JSON.stringify(server.define(values))];
  for (const field of server.fields) {
    if (field.kind === 'yes') {
      expect(JSON.stringify(server.define({ [field.name]: 'yes' }))).not.toBe(empty);
    } else {
      expect(full).toContain(`/a ${field.name}`);
      expect(full).not.toContain(`/a ${field.name} `);
    }
  }
});

test('one folder per line, and none is not enough', () => {
  const filesystem = knownServers.find((server) => server.id === 'filesystem');
  if (!filesystem) throw new Error('it is gone');
  expect(textOfKnown(filesystem, { folders: ' \n' })).toBeUndefined();
  expect(JSON.parse(textOfKnown(filesystem, { folders: '/a b\n\n/c\n' }) ?? '')).toEqual({
    mcpServers: {
      filesystem: { command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '/a b', '/c'] },
    },
  });
});
