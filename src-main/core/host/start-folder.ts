import { homedir } from 'node:os';
import { parse } from 'node:path';

/** Where the product was started; a desktop launcher starts it in the root folder, which no server should work in. */
export function startFolder(): string {
  const folder = process.cwd();
  return folder === parse(folder).root ? homedir() : folder;
}
