/** No fault: the minimal server as it is. */
import { serve } from './minimal-server.ts';

serve();
