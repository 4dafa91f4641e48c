// The package's own entry also takes in its test tools, which need a validator that is not here.
// oxlint-disable-next-line no-restricted-imports -- the form library is called core, too
import Form from '@rjsf/core/lib/components/Form.js';
import type { ReactNode } from 'react';
import type { FormPlan } from './form-plan.ts';
import { ProblemsContext } from './field-context.ts';
import { formTemplates } from './form-templates.tsx';
import { formWidgets } from './form-widgets.tsx';
import { JsonField } from './json-field.tsx';
import type { ArgumentProblem } from './argument-problems.ts';
import { schemaValidator } from './schema-validator.ts';

export interface SchemaFormProps {
  plan: FormPlan;
  value: Record<string, unknown>;
  problems: readonly ArgumentProblem[];
  onChange: (after: Record<string, unknown>) => void;
}

/** Nothing is filled in behind a person's back: what is absent stays absent. */
const noDefaults = {
  arrayMinItems: { populate: 'never' },
  emptyObjectFields: 'skipDefaults',
  allOf: 'skipDefaults',
  constAsDefaults: 'never',
} as const;

const fields = { json: JsonField };
const noSubmit = { 'ui:submitButtonOptions': { norender: true } };

/** The form of a planned schema. It holds nothing itself: the text of the arguments is the one truth. */
export default function SchemaForm({ plan, value, problems, onChange }: SchemaFormProps): ReactNode {
  return (
    <ProblemsContext value={problems}>
      <Form
        tagName="div"
        idPrefix="argument"
        schema={plan.schema}
        uiSchema={{ ...plan.uiSchema, ...noSubmit }}
        formData={value}
        validator={schemaValidator}
        noValidate
        showErrorList={false}
        templates={formTemplates}
        widgets={formWidgets}
        fields={fields}
        experimental_defaultFormStateBehavior={noDefaults}
        onChange={({ formData }) => onChange(formData ?? {})}
      />
    </ProblemsContext>
  );
}
