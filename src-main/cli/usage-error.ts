/** The command line itself is wrong. The sentence says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
