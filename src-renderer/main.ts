import './bridge/zod-without-eval.ts';

// Not a static import: chunks are evaluated in an order of the bundler's own, and no schema of the contract may be
// made before zod is told not to compile.
void import('./start-window.tsx');
