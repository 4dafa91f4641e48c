/**
 * A path or an argument that is refused. Its message goes to the client as it is: it never holds a path, so that
 * nothing can be learned about what lies outside the safe directory.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/**
 * One sentence for everything that cannot be read: not there, outside, a folder, a pipe, no permission. Different
 * sentences would tell an attacker which outside paths exist.
 */
export function notReadable(): Refusal {
  return new Refusal(
    'There is no readable file of that name inside the safe directory. Use a path as search_files returns it, or read file-searcher://config to see where the safe directory is.',
  );
}
