import type { Era } from '#contract/session-state.ts';
import type { SqlDatabase } from '../storage/database.ts';

/** Verdicts are asked anew after a week: a server may have learned the new era meanwhile. */
const keptFor = 7 * 24 * 3600 * 1000;

/** Remembers which era a launch was found to speak, so that it is probed once and not at every start. */
export interface EraMemory {
  recall(launchFingerprint: string): Era | undefined;
  remember(launchFingerprint: string, era: Era): void;
}

/** Keeps the verdicts in the product's database. */
export function createEraMemory(db: SqlDatabase, now: () => number = Date.now): EraMemory {
  db.exec(
    'CREATE TABLE IF NOT EXISTS era_verdict (launch TEXT PRIMARY KEY, era TEXT NOT NULL, time REAL NOT NULL) STRICT',
  );
  const select = db.prepare('SELECT era, time FROM era_verdict WHERE launch = ?');
  const upsert = db.prepare(
    'INSERT INTO era_verdict (launch, era, time) VALUES (?, ?, ?) ON CONFLICT (launch) DO UPDATE SET era = excluded.era, time = excluded.time',
  );
  return {
    recall(launch) {
      const row = select.get(launch);
      if (!row || now() - Number(row['time']) > keptFor) return undefined;
      return row['era'] === 'modern' ? 'modern' : 'legacy';
    },
    remember(launch, era) {
      const row = select.get(launch);
      if (row?.['era'] === era && now() - Number(row['time']) < keptFor) return;
      upsert.run(launch, era, now());
    },
  };
}
