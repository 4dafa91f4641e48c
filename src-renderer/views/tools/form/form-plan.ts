import { isAffordablePattern } from './pattern-budget.ts';

/** A piece of JSON Schema, as a server sends it: nothing about it is certain. */
export type SchemaNode = Record<string, unknown>;

/**
 * A form that can be drawn: a schema without references, of bounded size and depth, holding only what has a widget.
 * What has none is a `json` field. The schema itself may be a bomb (doubling `$defs`, endless recursion, patterns
 * that explode, `$ref` to the network): the plan is made within a budget and nothing is ever fetched.
 */
export interface FormPlan {
  schema: SchemaNode;
  uiSchema: SchemaNode;
  /** Names of top-level properties that the form shows. */
  shown: ReadonlySet<string>;
  /** Those of them whose text is a file in base64. */
  files: ReadonlySet<string>;
  /** Why there is no form, as a sentence. */
  noForm?: string;
}

interface Planned {
  schema: SchemaNode;
  ui: SchemaNode;
}

const mostNodes = 400;
const deepest = 6;
const mostOptions = 8;
const mostChoices = 500;
const primitives = ['string', 'number', 'integer', 'boolean'];
/** OpenAPI's names for bytes in base64, which servers use in JSON Schema, too. */
const fileFormats = new Set<unknown>(['byte', 'base64']);
const bounds = {
  string: ['minLength', 'maxLength'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['minItems', 'maxItems'],
};

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPrimitive(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A name that every object answers to (`constructor`, `__proto__`) cannot be told from an empty field. */
function isReserved(name: string): boolean {
  return name in Object.prototype;
}

/** Finds what a local reference (`#/$defs/x`) points to; undefined for anything else. */
function resolve(root: SchemaNode, reference: string): SchemaNode | undefined {
  if (!reference.startsWith('#')) return undefined;
  let at: unknown = root;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Reflect.get(at, key);
  }
  return isNode(at) ? at : undefined;
}

const typeTitles: Record<string, string> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  object: 'Object',
  array: 'List',
};

/** What an option without a title of its own is called. */
function optionTitle(schema: SchemaNode): string {
  return typeTitles[String(schema['type'])] ?? 'Choice';
}

/** Makes the plan of a form for the arguments of a tool. */
export function planForm(root: SchemaNode): FormPlan {
  let nodes = 0;

  const words = (node: SchemaNode): SchemaNode => ({
    ...(typeof node['title'] === 'string' ? { title: node['title'] } : {}),
    ...(typeof node['description'] === 'string' ? { description: node['description'] } : {}),
  });
  // The form library leaves out what has an empty schema.
  const asJson = (node: SchemaNode): Planned => ({
    schema: { ...words(node), $comment: 'any JSON' },
    ui: { 'ui:field': 'json' },
  });
  const numbers = (node: SchemaNode, keys: string[]): SchemaNode =>
    Object.fromEntries(keys.filter((key) => typeof node[key] === 'number').map((key) => [key, node[key]]));

  const choice = (node: SchemaNode): Planned => {
    const values = Array.isArray(node['enum']) ? node['enum'] : [node['const']];
    const ok = values.length > 0 && values.length <= mostChoices && values.every(isPrimitive);
    if (!ok) return asJson(node);
    return { schema: { ...words(node), enum: [...new Set(values)] }, ui: { 'ui:widget': 'select' } };
  };

  const primitive = (node: SchemaNode, type: string): Planned => {
    const schema: SchemaNode = { ...words(node), type };
    if (type === 'boolean') return { schema, ui: { 'ui:widget': 'checkbox' } };
    if (type !== 'string') {
      return { schema: { ...schema, ...numbers(node, bounds.number) }, ui: { 'ui:widget': 'number' } };
    }
    Object.assign(schema, numbers(node, bounds.string));
    if (node['contentEncoding'] === 'base64' || fileFormats.has(node['format'])) {
      return { schema, ui: { 'ui:widget': 'file' } };
    }
    if (typeof node['format'] === 'string') schema['format'] = node['format'];
    if (typeof node['pattern'] === 'string' && isAffordablePattern(node['pattern'])) {
      schema['pattern'] = node['pattern'];
    }
    return { schema, ui: { 'ui:widget': 'text' } };
  };

  const array = (node: SchemaNode, depth: number, trail: string[]): Planned => {
    if (!isNode(node['items']) || node['prefixItems'] !== undefined) return asJson(node);
    const item = plan(node['items'], depth + 1, trail);
    if (item.ui['ui:field'] === 'json') return asJson(node);
    const schema = { ...words(node), type: 'array', items: item.schema, ...numbers(node, bounds.array) };
    return { schema, ui: { items: item.ui } };
  };

  const object = (node: SchemaNode, depth: number, trail: string[]): Planned => {
    const listed = isNode(node['properties']) ? Object.entries(node['properties']) : [];
    if (listed.length === 0 && depth > 0) return asJson(node);
    const properties: SchemaNode = {};
    const ui: SchemaNode = {};
    for (const [name, child] of listed) {
      if (isReserved(name) || child === false) continue;
      const planned = plan(isNode(child) ? child : {}, depth + 1, trail);
      properties[name] = planned.schema;
      ui[name] = planned.ui;
    }
    const required = Array.isArray(node['required']) ? node['required'] : [];
    const known = required.filter((name) => typeof name === 'string' && Object.hasOwn(properties, name));
    const schema: SchemaNode = { ...words(node), type: 'object', properties };
    if (known.length > 0) schema['required'] = known;
    return { schema, ui };
  };

  const options = (node: SchemaNode, key: 'anyOf' | 'oneOf', depth: number, trail: string[]): Planned => {
    const given = Array.isArray(node[key]) ? node[key].filter(isNode) : [];
    const real = given.filter((option) => option['type'] !== 'null');
    const only = real[0];
    if (real.length === 1 && only) return plan({ ...only, ...words(node) }, depth, trail);
    if (real.length > 0 && real.every((option) => 'const' in option || 'enum' in option)) {
      const values = real.flatMap((option) =>
        Array.isArray(option['enum']) ? option['enum'] : [option['const']],
      );
      return choice({ ...words(node), enum: values });
    }
    if (real.length === 0 || real.length > mostOptions || isNode(node['properties'])) return asJson(node);
    const planned = real.map((option) => plan(option, depth + 1, trail));
    if (planned.some((option) => option.ui['ui:field'] === 'json')) return asJson(node);
    return {
      schema: {
        ...words(node),
        [key]: planned.map(({ schema }) => ({ title: optionTitle(schema), ...schema })),
      },
      ui: { [key]: planned.map((option) => option.ui) },
    };
  };

  const merged = (node: SchemaNode, parts: SchemaNode[], trail: string[]): SchemaNode | undefined => {
    const result: SchemaNode = {
      ...node,
      properties: { ...(isNode(node['properties']) ? node['properties'] : {}) },
    };
    delete result['allOf'];
    const required: unknown[] = Array.isArray(node['required']) ? [...node['required']] : [];
    for (const part of parts) {
      const target =
        typeof part['$ref'] === 'string' && !trail.includes(part['$ref'])
          ? resolve(root, part['$ref'])
          : part;
      if (!target || '$ref' in target || !isNode(target['properties'])) return undefined;
      Object.assign(result, {
        type: 'object',
        properties: { ...target['properties'], ...Object(result['properties']) },
      });
      if (Array.isArray(target['required'])) required.push(...target['required']);
    }
    return { ...result, required };
  };

  function plan(node: SchemaNode, depth: number, trail: string[]): Planned {
    nodes += 1;
    if (nodes > mostNodes || depth > deepest) return asJson(node);
    const reference = node['$ref'];
    if (typeof reference === 'string') {
      const target = trail.includes(reference) ? undefined : resolve(root, reference);
      if (!target) return asJson(node);
      return plan({ ...target, ...words(node) }, depth, [...trail, reference]);
    }
    const all = node['allOf'];
    if (Array.isArray(all)) {
      const whole = merged(node, all.filter(isNode), trail);
      return whole ? plan(whole, depth, trail) : asJson(node);
    }
    if ('enum' in node || 'const' in node) return choice(node);
    if ('oneOf' in node && depth > 0) return options(node, 'oneOf', depth, trail);
    if ('anyOf' in node && depth > 0) return options(node, 'anyOf', depth, trail);
    const types = (Array.isArray(node['type']) ? node['type'] : [node['type']]).filter(
      (type) => type !== 'null',
    );
    if (types.length > 1 && types.every((type) => typeof type === 'string' && primitives.includes(type))) {
      return options({ ...words(node), anyOf: types.map((type) => ({ type })) }, 'anyOf', depth, trail);
    }
    const type: unknown = types.length === 1 ? types[0] : undefined;
    if (type === 'object' || (type === undefined && isNode(node['properties'])))
      return object(node, depth, trail);
    if (type === 'array') return array(node, depth, trail);
    if (typeof type === 'string' && primitives.includes(type)) return primitive(node, type);
    return asJson(node);
  }

  const { schema, ui } = plan({ ...root, type: 'object' }, 0, []);
  const shown = new Set(isNode(schema['properties']) ? Object.keys(schema['properties']) : []);
  const isFile = (name: string): boolean => Object(ui[name])['ui:widget'] === 'file';
  const files = new Set([...shown].filter(isFile));
  const nothing: FormPlan = {
    schema: { type: 'object', properties: {} },
    uiSchema: {},
    shown: new Set(),
    files: new Set(),
  };
  if (nodes > mostNodes) {
    return {
      ...nothing,
      noForm: 'The schema of this tool is too large for a form; write the arguments as JSON.',
    };
  }
  if (!isNode(schema['properties'])) {
    return {
      ...nothing,
      noForm: 'The schema of this tool cannot be drawn as a form; write the arguments as JSON.',
    };
  }
  return { schema: { ...schema, title: undefined, description: undefined }, uiSchema: ui, shown, files };
}
