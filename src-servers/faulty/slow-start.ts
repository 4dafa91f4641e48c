/** Takes argv[2] milliseconds before it reads its first message. */
import { serve } from './minimal-server.ts';

setTimeout(() => serve(), Number(process.argv[2] ?? 5500));
