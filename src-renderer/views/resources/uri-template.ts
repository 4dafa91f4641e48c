/** A variable of a URI template (RFC 6570). */
export interface TemplateVariable {
  name: string;
  /** True when every reserved character stays as it is: `{+path}`, `{#part}`. */
  reserved: boolean;
}

interface Expression {
  operator: string;
  names: string[];
}

/** Templates come from servers: longer ones, or ones with more variables, are not expanded. */
const longestTemplate = 4000;
const mostVariables = 40;

const pattern = /\{([+#./;?&]?)([^{}]*)\}/g;

const operators: Record<string, { first: string; between: string; named: boolean; reserved: boolean }> = {
  '': { first: '', between: ',', named: false, reserved: false },
  '+': { first: '', between: ',', named: false, reserved: true },
  '#': { first: '#', between: ',', named: false, reserved: true },
  '.': { first: '.', between: '.', named: false, reserved: false },
  '/': { first: '/', between: '/', named: false, reserved: false },
  ';': { first: ';', between: ';', named: true, reserved: false },
  '?': { first: '?', between: '&', named: true, reserved: false },
  '&': { first: '&', between: '&', named: true, reserved: false },
};

function read(operator: string | undefined, list: string | undefined): Expression {
  // The modifiers `*` and `:3` change how lists and long values are written; the value typed is used as it is.
  const names = (list ?? '').split(',').map((name) => name.replace(/(?:\*|:\d+)$/, '').trim());
  return { operator: operator ?? '', names: names.filter((name) => name !== '') };
}

/** The variables of a template, each once, in order; undefined when it is too large to be meant. */
export function templateVariables(template: string): TemplateVariable[] | undefined {
  if (template.length > longestTemplate) return undefined;
  const found = new Map<string, TemplateVariable>();
  for (const match of template.matchAll(pattern)) {
    const { operator, names } = read(match[1], match[2]);
    for (const name of names) {
      found.set(name, { name, reserved: operators[operator]?.reserved ?? false });
    }
  }
  return found.size > mostVariables ? undefined : [...found.values()];
}

function encode(value: string, reserved: boolean): string {
  const encoded = encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (!reserved) return encoded;
  return encodeURI(value)
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replace(/%5B/gi, '[')
    .replace(/%5D/gi, ']');
}

/** The URI for values of the variables; empty ones are left out. */
export function expandTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(pattern, (_whole, operator: string, list: string) => {
    const expression = read(operator, list);
    const how = operators[expression.operator];
    if (!how) return '';
    const parts = expression.names.flatMap((name) => {
      const value = Object.hasOwn(values, name) ? (values[name] ?? '') : '';
      if (value === '') return [];
      const encoded = encode(value, how.reserved);
      return how.named ? [`${encodeURIComponent(name)}=${encoded}`] : [encoded];
    });
    return parts.length === 0 ? '' : how.first + parts.join(how.between);
  });
}
