import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** A place in a list, opaque to clients (MCP, server/utilities/pagination). */
export function cursorAt(offset: number): string {
  return Buffer.from(`at:${offset}`).toString('base64url');
}

/** @throws ProtocolError invalid params, as the specification asks for an unknown cursor */
export function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = /^at:(\d{1,9})$/u.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.[1];
  if (offset !== undefined) return Number(offset);
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    'This cursor is not one of ours; start without a cursor.',
  );
}
