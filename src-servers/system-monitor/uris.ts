/** The addresses of this server's resources. */
export const uris = {
  metrics: 'system://metrics',
  history: 'system://metrics/history',
  processes: 'system://processes',
  processTemplate: 'system://processes/{pid}',
  logs: 'system://logs',
  logTemplate: 'system://logs/{filename}',
} as const;
