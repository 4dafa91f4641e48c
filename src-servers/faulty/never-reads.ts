/** Never reads its input. */
process.stderr.write('not reading\n');
setInterval(() => undefined, 60_000);
