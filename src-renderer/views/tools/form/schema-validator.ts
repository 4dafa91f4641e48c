import {
  createErrorHandler,
  toErrorList,
  toErrorSchema,
  unwrapErrorHandler,
  validationDataMerge,
  type RJSFValidationError,
  type ValidatorType,
} from '@rjsf/utils';
import { problemsOf, type ArgumentProblem } from './argument-problems.ts';

/** The problems as the form library wants them. */
export function asFormErrors(problems: ArgumentProblem[]): RJSFValidationError[] {
  return problems.map(({ path, keyword, message }) => ({
    name: keyword,
    message,
    property: path.length === 0 ? '.' : path.map((step) => `.${step}`).join(''),
    stack: `${path.join('.')} ${message}`.trim(),
  }));
}

/** The validator of the form library over @cfworker/json-schema. */
export const schemaValidator: ValidatorType = {
  validateFormData(formData, schema, customValidate, transformErrors, uiSchema) {
    const found = asFormErrors(problemsOf(schema, formData));
    const errors = transformErrors ? transformErrors(found, uiSchema) : found;
    const errorSchema = toErrorSchema(errors);
    if (!customValidate) return { errors, errorSchema };
    const handled = customValidate(formData, createErrorHandler(formData), uiSchema, errorSchema);
    const custom = unwrapErrorHandler(handled);
    return validationDataMerge({ errors: toErrorList(errorSchema), errorSchema }, custom);
  },
  isValid: (schema, formData) => problemsOf(schema, formData).length === 0,
  rawValidation(schema, formData) {
    // The library leaves the type of an error to its caller; ours are always these.
    const errors = asFormErrors(problemsOf(schema, formData)) as never[];
    return { errors };
  },
};
