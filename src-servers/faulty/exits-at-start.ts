/** Exits before the handshake. argv: exit code, text for stderr. */
process.stderr.write(`${process.argv[3] ?? 'cannot start'}\n`, () =>
  process.exit(Number(process.argv[2] ?? 1)),
);
