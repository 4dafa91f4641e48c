import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';

/** Where JSON with comments is wrong: line and column count from 1. */
export class JsoncProblem extends Error {
  readonly line: number;
  readonly column: number;

  constructor(what: string, line: number, column: number) {
    super(`line ${line}, column ${column}: ${what}`);
    this.name = 'JsoncProblem';
    this.line = line;
    this.column = column;
  }
}

/**
 * JSON with comments and trailing commas, as a plain value. Of a key given twice the first counts, because that is the one
 * an edit would change; `__proto__` becomes an ordinary key. Throws {@link JsoncProblem}.
 */
export function parseJsonc(text: string): unknown {
  const root = parseJsoncTree(text);
  return valueOf(root);
}

/** The syntax tree of the same; throws {@link JsoncProblem}. */
export function parseJsoncTree(text: string): Node {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new JsoncProblem('nested too deep', 1, 1);
    throw error;
  }
  const [first] = errors;
  if (first) throw problemAt(text, first.offset, inWords(printParseErrorCode(first.error)));
  if (!root) throw new JsoncProblem('it is empty', 1, 1);
  return root;
}

function valueOf(node: Node): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map(valueOf);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = {};
  for (const { children: pair = [] } of children) {
    const [key, value] = pair;
    if (!key || !value || Object.hasOwn(object, String(key.value))) continue;
    // An assignment to `__proto__` would change the prototype.
    Object.defineProperty(object, String(key.value), {
      value: valueOf(value),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

function problemAt(text: string, offset: number, what: string): JsoncProblem {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return new JsoncProblem(what, before.length, (before.at(-1)?.length ?? 0) + 1);
}

/** `CommaExpected` → `comma expected`. */
function inWords(code: string): string {
  return code.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}
