// Runs models in ONNX Runtime. Usage: node onnxruntime.mjs <folder of node_modules> <request.json> <response.json>
// A tensor is { type, dims, data }; NaN is null, infinities are the strings "Infinity" and "-Infinity".
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const [modules, requestFile, responseFile] = process.argv.slice(2);
const ort = createRequire(join(resolve(modules), "_"))("onnxruntime-node");

const toNumber = (value) => (value === null ? NaN : Number(value));
const toJson = (value) => (Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value));

const makers = {
  float32: (data) => Float32Array.from(data, toNumber),
  float64: (data) => Float64Array.from(data, toNumber),
  int64: (data) => BigInt64Array.from(data, BigInt),
  bool: (data) => Uint8Array.from(data, Number),
  string: (data) => data,
};

const { model, inputs } = JSON.parse(readFileSync(requestFile, "utf8"));
const session = await ort.InferenceSession.create(model, { logSeverityLevel: 3 });
const feeds = {};
for (const [name, { type, dims, data }] of Object.entries(inputs)) {
  feeds[name] = new ort.Tensor(type, makers[type](data), dims);
}

const outputs = await session.run(feeds);
const response = {};
for (const [name, { type, dims, data }] of Object.entries(outputs)) {
  response[name] = { type, dims, data: Array.from(data, (value) => (typeof value === "string" ? value : toJson(Number(value)))) };
}

writeFileSync(responseFile, JSON.stringify(response));
