// node validate.mjs <folder of the modules> <openapi.json>: exits with 1 and says what is wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const { Validator } = await import(pathToFileURL(join(modules, '@seriousme/openapi-schema-validator/index.js')).href);
const result = await new Validator().validate(JSON.parse(readFileSync(file, 'utf8')));
if (!result.valid) {
  console.error(JSON.stringify(result.errors, null, 1));
  process.exit(1);
}
