#!/usr/bin/env node
import { main } from './cli/main.ts';

await main('plinth', process.argv.slice(2));
