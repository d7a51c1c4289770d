// Writes each dashboard as JSON into the folder that is named on the command line.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from './fleet';
import { refresh } from './refresh';

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error('write: name a folder');
}
mkdirSync(folder, { recursive: true });
for (const [name, board] of Object.entries({ fleet, refresh })) {
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(board, null, 2)}\n`);
}
