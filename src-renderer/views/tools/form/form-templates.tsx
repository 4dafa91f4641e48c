import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  MultiSchemaFieldTemplateProps,
  ObjectFieldTemplateProps,
  TemplatesType,
} from '@rjsf/utils';
import { ArrowUp, Plus, X } from 'lucide-react';
import { useContext, type ReactNode } from 'react';
import { visibleText } from '#contract/visible-text.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ChoiceContext, FieldTieContext, problemsAt, ProblemsContext } from './field-context.ts';

const longestDescription = 2000;

function Description({ text }: { text: string }): ReactNode {
  return (
    <p
      dir="ltr"
      className="line-clamp-4 text-xs whitespace-pre-line text-dim hover:line-clamp-none [overflow-wrap:anywhere]"
    >
      {visibleText(text.slice(0, longestDescription), { lines: true })}
    </p>
  );
}

const limits = { minimum: '≥ ', exclusiveMinimum: '> ', maximum: '≤ ', exclusiveMaximum: '< ' };

/** What stands beside a label: `optional`, `1 – 1000`. */
function note(schema: FieldTemplateProps['schema'], required: boolean | undefined): string {
  const { minimum, maximum } = schema;
  const range =
    minimum !== undefined && maximum !== undefined
      ? [`${String(minimum)} – ${String(maximum)}`]
      : Object.entries(limits).flatMap(([key, sign]) => {
          const limit: unknown = Reflect.get(schema, key);
          return typeof limit === 'number' ? [`${sign}${String(limit)}`] : [];
        });
  return [...(required === true ? [] : ['optional']), ...range].join(', ');
}

function nameOf(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  return typeof last === 'number' ? `${String(last + 1)}.` : (last ?? '');
}

function FieldTemplate(props: FieldTemplateProps): ReactNode {
  const {
    id,
    fieldPathId,
    label,
    rawDescription,
    children,
    hidden,
    required,
    schema,
    formData,
    uiSchema,
    onChange,
  } = props;
  const place = JSON.stringify(fieldPathId.path);
  const isShape = useContext(ChoiceContext) === place;
  const found = problemsAt(useContext(ProblemsContext), fieldPathId.path);
  // The field around it says what is wrong.
  const problems = isShape ? [] : found;
  if (hidden === true) return null;
  const isJson = uiSchema?.['ui:field'] === 'json';
  const union = schema.anyOf ?? schema.oneOf;
  // Objects and lists name themselves.
  const isContainer = !isJson && (schema.type === 'object' || schema.type === 'array');
  if (isContainer && !union) {
    return (
      <>
        {children}
        <Problems problems={problems} />
      </>
    );
  }
  const name = nameOf(fieldPathId.path);
  const isItem = typeof fieldPathId.path.at(-1) === 'number';
  const title = visibleText((isItem ? name : label).slice(0, 200));
  const words = visibleText(name.slice(0, 200));
  const about = `${id}-about`;
  const tie = {
    ...(rawDescription || problems.length > 0 ? { 'aria-describedby': about } : {}),
    ...(problems.length > 0 ? { 'aria-invalid': true } : {}),
  };
  const canClear =
    !isShape && required !== true && formData !== undefined && !isItem && fieldPathId.path.length > 0;
  const isCheckbox = schema.type === 'boolean';
  const head = (
    <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
      {/* Where a shape is chosen first, that select has a name of its own. */}
      <label {...(union ? {} : { htmlFor: id })} className="flex min-w-0 items-baseline font-medium">
        <bdi className="min-w-0 truncate">{title}</bdi>
        {title !== words && !isItem && !isShape && (
          <code className="ml-1.5 max-w-[60%] shrink-0 truncate font-mono text-xs font-normal text-faint">
            {words}
          </code>
        )}
      </label>
      <span className="shrink-0 text-xs text-faint">{isItem || isShape ? '' : note(schema, required)}</span>
    </span>
  );
  const clear = canClear && (
    <IconButton
      label={`Leave ${words} out`}
      icon={<X size={12} />}
      className="size-[18px]"
      onClick={() => onChange(undefined, fieldPathId.path)}
    />
  );
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <div className="flex min-h-[18px] items-center gap-2">
        {isCheckbox && <FieldTieContext value={tie}>{children}</FieldTieContext>}
        {head}
        {clear}
      </div>
      {!isCheckbox && (
        <ChoiceContext value={union ? place : undefined}>
          <FieldTieContext value={tie}>{children}</FieldTieContext>
        </ChoiceContext>
      )}
      {(rawDescription || problems.length > 0) && (
        <div id={about} className="flex flex-col gap-0.5">
          <Problems problems={problems} />
          {rawDescription && <Description text={rawDescription} />}
        </div>
      )}
    </div>
  );
}

function Problems({ problems }: { problems: string[] }): ReactNode {
  if (problems.length === 0) return null;
  return <p className="text-xs text-stop">{visibleText(problems.join('; ').slice(0, 500))}</p>;
}

function Legend({ title, required }: { title: string; required: boolean | undefined }): ReactNode {
  return (
    <legend className="mb-1 flex items-baseline gap-1.5 font-medium">
      {visibleText(title.slice(0, 200))}
      {required !== true && <span className="text-xs font-normal text-faint">optional</span>}
    </legend>
  );
}

function ObjectFieldTemplate({
  title,
  description,
  properties,
  fieldPathId,
  required,
  schema,
}: ObjectFieldTemplateProps): ReactNode {
  const fields = properties.filter((property) => !property.hidden).map((property) => property.content);
  if (fieldPathId.path.length === 0) return <div className="flex flex-col gap-3">{fields}</div>;
  if (!schema.properties) return null;
  const isItem = typeof fieldPathId.path.at(-1) === 'number';
  return (
    <fieldset className="flex min-w-0 flex-1 flex-col gap-2 border-l border-line-strong pl-3">
      <Legend title={isItem ? nameOf(fieldPathId.path) : title} required={isItem ? true : required} />
      {typeof description === 'string' && description !== '' && <Description text={description} />}
      {fields}
    </fieldset>
  );
}

function ArrayFieldTemplate({
  title,
  items,
  canAdd,
  onAddClick,
  required,
  schema,
  disabled,
}: ArrayFieldTemplateProps): ReactNode {
  return (
    <fieldset className="flex min-w-0 flex-1 flex-col gap-1.5 border-l border-line-strong pl-3">
      <Legend title={title} required={required} />
      {typeof schema.description === 'string' && <Description text={schema.description} />}
      {items}
      {canAdd === true && (
        <Button
          icon={<Plus size={13} />}
          className="self-start"
          disabled={disabled}
          aria-label={`Add to ${visibleText(title.slice(0, 100))}`}
          onClick={() => onAddClick()}
        >
          Add
        </Button>
      )}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({ children, buttonsProps, index }: ArrayFieldItemTemplateProps): ReactNode {
  const { hasRemove, hasMoveUp, onRemoveItem, onMoveUpItem, disabled } = buttonsProps;
  const place = String(index + 1);
  return (
    <div className="flex min-w-0 items-start gap-1">
      {children}
      {hasMoveUp && index > 0 && (
        <IconButton
          label={`Move entry ${place} up`}
          icon={<ArrowUp size={13} />}
          disabled={disabled}
          onClick={() => onMoveUpItem()}
        />
      )}
      {hasRemove && (
        <IconButton
          label={`Remove entry ${place}`}
          icon={<X size={13} />}
          disabled={disabled}
          onClick={() => onRemoveItem()}
        />
      )}
    </div>
  );
}

function MultiSchemaFieldTemplate({ selector, optionSchemaField }: MultiSchemaFieldTemplateProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col gap-1.5 border-l border-line-strong pl-3">
      {selector}
      {optionSchemaField}
    </div>
  );
}

export const formTemplates: Partial<TemplatesType> = {
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  MultiSchemaFieldTemplate,
};
