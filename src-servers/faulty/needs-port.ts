/** Listens on the port argv[2] beside stdio, as servers with a web view do, and falls over when it is taken. */
import { createServer } from 'node:http';
import { serve } from './minimal-server.ts';

createServer().listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => serve());
