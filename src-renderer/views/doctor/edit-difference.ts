import { applyEdit, type DefinitionEdit } from '#contract/doctor.ts';
import type { ServerDefinition } from '#contract/server-definition.ts';
import { lineDifference, type DifferenceLine } from '../approvals/line-difference.ts';

/** What an edit takes away and adds, as lines of JSON. Lines that stay may hold secrets and are left out. */
export function editDifference(definition: ServerDefinition, edit: DefinitionEdit): DifferenceLine[] {
  const before = JSON.stringify(definition, null, 2);
  const after = JSON.stringify(applyEdit(definition, edit), null, 2);
  return lineDifference(before, after).filter(({ mark }) => mark !== ' ');
}
