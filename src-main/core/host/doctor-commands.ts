import { diagnose } from '../doctor/diagnose.ts';
import type { SchemaChecker } from '../session/schema-check.ts';
import type { Calls } from './calls.ts';
import type { CommandTable } from './commands.ts';
import type { Fleet } from './fleet.ts';
import { gatherFacts } from './gather-facts.ts';

/** The doctor: gathers what is known of a server and names what is wrong with it. */
export function doctorCommands(
  fleet: Fleet,
  calls: Calls,
  checker: SchemaChecker,
): Pick<CommandTable, 'doctor.examine'> {
  return {
    async 'doctor.examine'({ server: name }) {
      const patient = { ...fleet.patient(name), calls: calls.list() };
      const { facts, server } = await gatherFacts(patient, checker);
      const findings = diagnose(facts);
      return { healthy: findings.every(({ severity }) => severity !== 'error'), server, findings };
    },
  };
}
