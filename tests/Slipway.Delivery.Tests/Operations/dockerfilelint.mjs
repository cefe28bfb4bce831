// Prints what dockerfilelint finds in a Dockerfile, a line each; fails when it finds anything.
// Arguments: the folder of the modules, the file.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, file] = process.argv.slice(2);
const lint = createRequire(join(modules, 'package.json'))('dockerfilelint');
const found = lint.run('', await readFile(file, 'utf8'));
for (const fault of found) {
  console.error(`${file}:${fault.line}: ${fault.title}: ${fault.description}`);
}

process.exit(found.length === 0 ? 0 : 1);
