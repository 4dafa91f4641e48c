/**
 * Takes stdout away from everything but the transport (MCP, basic/transports: "The server MUST NOT write anything to
 * its stdout that is not a valid MCP message"). A stray `console.log` in any dependency then lands on stderr, where
 * the host shows it as a log line, instead of breaking the conversation.
 *
 * @returns the only way left to write to stdout; resolves when the bytes were handed to the system
 */
export function claimStdout(): (text: string) => Promise<void> {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  // A reader that went away fails the write below; without a listener the same error would end the process at once.
  stdout.on('error', () => undefined);
  stdout.write = stderr.write.bind(stderr);
  return (text) =>
    new Promise((resolve, reject) => {
      write(text, (error) => (error ? reject(error) : resolve()));
    });
}
