// Parses Bicep. Usage: node bicep.mjs <folder of node_modules> <request.json> <response.json>
// The request is a list of texts; the response has the tree of each: [type, field, start, end, line, isBroken, children].
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, requestFile, responseFile] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "_"));
const { Language, Parser } = await import(pathToFileURL(require.resolve("web-tree-sitter")).href);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(join(resolve(modules), "tree-sitter-bicep", "tree-sitter-bicep.wasm")));

const dump = (node, field) => {
  const children = node.children.map((child, i) => [child, node.fieldNameForChild(i)]).filter(([child]) => child.type !== "comment");
  return [
    node.type, field, node.startIndex, node.endIndex, node.startPosition.row + 1, node.isError || node.isMissing,
    children.map(([child, name]) => dump(child, name)),
  ];
};

const texts = JSON.parse(readFileSync(requestFile, "utf8"));
writeFileSync(responseFile, JSON.stringify(texts.map((text) => dump(parser.parse(text).rootNode, null))));
