const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** `1,204` */
export const formatCount = (count: number): string => count.toLocaleString('en');

/** `1 tool`, `4 tools` */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A span of milliseconds as people say it: `0.4 ms`, `41 ms`, `1.25 s`, `3 min 5 s`, `2 h 4 min`, `3 days`. */
export function formatSpan(milliseconds: number): string {
  if (milliseconds < 1) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(2)} s`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 60) return `${String(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return withRest(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return withRest(hours, 'h', minutes % 60, 'min');
  return `${String(Math.floor(hours / 24))} days`;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${String(whole)} ${unit}` : `${String(whole)} ${unit} ${String(rest)} ${restUnit}`;
}

/** Like `formatSpan`, in whole seconds: for clocks that count on. */
export function formatSeconds(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? `${String(seconds)} s` : formatSpan(seconds * 1000);
}

/** A point in time: the clock today, else the day and the clock. */
export function formatMoment(time: number, now: number = Date.now()): string {
  const date = new Date(time);
  return date.toDateString() === new Date(now).toDateString() ? clock.format(date) : dayAndClock.format(date);
}
