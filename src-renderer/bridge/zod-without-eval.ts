// zod otherwise tries `new Function` when a schema is made, which the page's Content-Security-Policy refuses and reports.
// Its settings are read from this global (what `z.config` changes): set without importing zod, because a bundler may
// evaluate the contract's schemas together with zod, before any importer of zod.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
