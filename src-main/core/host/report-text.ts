import type { TrafficRecord } from '#contract/traffic-record.ts';
import { hideSecrets } from '../servers/known-secrets.ts';
import { exportedRecord } from './exported-record.ts';

/** Characters of one record that a report holds at most. */
const longestRecord = 16_000;
/** No secret in use is shorter when it is looked for at the end of a cut text: room for long tokens. */
const leastSlack = 4096;

/** Takes out of a report what is nobody else's business. */
export interface Redaction {
  /** Characters to read of a record, so that no secret at the cut stays in parts. */
  readonly readCharacters: number;
  text(text: string): string;
  record(record: TrafficRecord): unknown;
}

/** Hides these secrets, what looks like one, and the home folder, which becomes `~`. */
export function createRedaction(secrets: readonly string[], home: string): Redaction {
  // Escaped in JSON a secret can be twice as long, and more with control characters.
  const slack = Math.max(leastSlack, ...secrets.map((secret) => JSON.stringify(secret).length));
  const homePattern = patternOf(home);
  const text = (original: string): string => {
    const hidden = hideSecrets(original, secrets);
    return homePattern ? hidden.replace(homePattern, '~') : hidden;
  };
  return {
    readCharacters: longestRecord + slack,
    text,
    record(record) {
      const { text: whole, clipped, base64, ...facts } = exportedRecord(record, text);
      // The end of a text that was read only in part may be the beginning of a secret.
      const safe = clipped ? whole.slice(0, Math.max(0, whole.length - slack)) : whole;
      const shown = safe.slice(0, longestRecord);
      const isCut = clipped === true || shown !== whole;
      return {
        ...redacted(facts, text),
        text: shown,
        ...(isCut ? { clipped: true } : base64 === undefined ? {} : { base64 }),
      };
    },
  };
}

/** The same value with every text in it, names of keys too, redacted. */
export function redacted<T>(value: T, hide: (text: string) => string): T;
export function redacted(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item: unknown) => redacted(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]: [string, unknown]) => [hide(name), redacted(item, hide)]),
  );
}

/** The document as indented JSON in which every character that cannot be seen is escaped. */
export function reportText(document: object): string {
  const json = JSON.stringify(document, null, 2);
  const escaped = json.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu,
    (character) => (character === '\n' ? character : character.split('').map(escapeUnit).join('')),
  );
  return `${escaped}\n`;
}

/** `signalbox-report-files-2026-07-28T10-00-00.json` */
export function reportFileName(server: string | undefined, made: Date): string {
  const name = (server ?? 'all')
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 60);
  return `signalbox-report-${name || 'server'}-${made.toISOString().slice(0, 19).replaceAll(':', '-')}.json`;
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The home folder as a path or the start of one, also where JSON escapes its separators or the character before it. */
function patternOf(home: string): RegExp | undefined {
  const bare = home.replace(/[/\\]+$/, '');
  if (bare.length < 3) return undefined;
  const forms = [...new Set([JSON.stringify(bare).slice(1, -1), bare])].map((form) => RegExp.escape(form));
  return new RegExp(`(?:(?<![\\w.~-])|(?<=\\\\[nrtbf]))(?:${forms.join('|')})(?![\\w-])`, 'g');
}
