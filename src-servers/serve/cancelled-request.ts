/** The request that a `notifications/cancelled` gives up (MCP, basic/utilities/cancellation); undefined: it is none. */
export function cancelledRequest(message: unknown): string | number | undefined {
  if (memberOf(message, 'method') !== 'notifications/cancelled') return undefined;
  const id = memberOf(memberOf(message, 'params'), 'requestId');
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
