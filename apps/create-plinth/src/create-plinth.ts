#!/usr/bin/env node
import { main } from './cli/main.ts';

await main('create-plinth', process.argv.slice(2));
