/** Ends at once without the environment variable WEATHER_API_KEY. */
import { serve } from './minimal-server.ts';

if (process.env['WEATHER_API_KEY'] === undefined) {
  process.stderr.write('Error: WEATHER_API_KEY environment variable is required\n', () => process.exit(1));
} else serve();
