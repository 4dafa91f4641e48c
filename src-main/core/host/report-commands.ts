import type { Diagnosis } from '#contract/doctor.ts';
import type { HostDescription } from '#contract/host-contract.ts';
import type { TrafficFilter } from '#contract/traffic-record.ts';
import { homedir } from 'node:os';
import type { Catalogue } from '../servers/catalogue.ts';
import { hideDefinition } from '../servers/hide-definition.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';
import type { Asked, CommandTable } from './commands.ts';
import type { Fleet } from './fleet.ts';
import { createRedaction, redacted, reportFileName, reportText, type Redaction } from './report-text.ts';
import { secretsInUse } from './secrets-in-use.ts';

/** Rows asked of the log at once, and characters of all records together after which older ones are left out. */
const rowsAtOnce = 500;
const mostCharacters = 1_000_000;

/** What a report is made from. */
export interface ReportSources {
  describe(): HostDescription;
  fleet: Fleet;
  catalogue: Catalogue;
  log: TrafficLog;
  examine: CommandTable['doctor.examine'];
}

interface ReportedTraffic {
  /** How many there are. */
  matching: number;
  /** How many of those asked for had no room. */
  leftOut: number;
  /** The latest, oldest first. */
  records: unknown[];
}

/** The report of a problem: everything that helps to understand it, and nothing that is secret. */
export function reportCommands(sources: ReportSources): Pick<CommandTable, 'report.make'> {
  const { describe, fleet, catalogue, log, examine } = sources;

  async function serverFacts(name: string, asked: Asked): Promise<object> {
    const { entry, notes } = fleet.patient(name);
    const diagnosis: Diagnosis = await examine({ server: name }, asked);
    return {
      ...fleet.states().find((state) => state.name === entry.name),
      definition: hideDefinition(entry.definition),
      stderrTail: notes.session?.facts().stderrTail ?? [],
      doctor: diagnosis,
    };
  }

  async function latest(
    filter: TrafficFilter,
    wanted: number,
    redaction: Redaction,
    signal: AbortSignal,
  ): Promise<ReportedTraffic> {
    const { matching } = await log.rows(filter, 0, 0, { signal });
    const first = Math.max(0, matching - wanted);
    const records: unknown[] = [];
    let room = mostCharacters;
    // From the newest to the oldest, so that the newest are there when there is no room for all.
    for (let end = matching; end > first && room > 0;) {
      const from = Math.max(first, end - rowsAtOnce);
      const { rows } = await log.rows(filter, from, end - from, { signal });
      for (const { seq } of rows.toReversed()) {
        const record = redaction.record(log.record(seq, redaction.readCharacters));
        room -= JSON.stringify(record).length;
        if (room < 0) break;
        records.push(record);
      }
      end = from;
    }
    return { matching, leftOut: matching - first - records.length, records: records.toReversed() };
  }

  return {
    async 'report.make'({ server, records }, asked) {
      const names = server === undefined ? catalogue.list().map(({ name }) => name) : [server];
      const servers = [];
      for (const name of names) servers.push(await serverFacts(name, asked));
      const redaction = createRedaction(secretsInUse(catalogue), homedir());
      const { product, version, shell, platform, node } = describe();
      const made = new Date();
      const facts = { made: made.toISOString(), product, version, shell, platform, node, servers };
      const traffic = await latest(server === undefined ? {} : { server }, records, redaction, asked.signal);
      return {
        fileName: reportFileName(server, made),
        text: reportText({ ...redacted(facts, redaction.text), traffic }),
      };
    },
  };
}
