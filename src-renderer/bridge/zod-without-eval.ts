import { z } from 'zod';

// Must be evaluated before any schema is made: zod otherwise tries `new Function`, which the page's
// Content-Security-Policy refuses and reports. Import it first in the page's entry.
z.config({ jitless: true });
