// schema.yaml -> src/shared/api/schema.gen.ts (types), guards.gen.ts (validators), constants.gen.ts (x-constants).
// The validators are plain valibot objects: nothing is compiled at run time, so they work under a strict CSP.
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const schemaFile = new URL('schema.yaml', root);
const outputs = {
  types: new URL('src/shared/api/schema.gen.ts', root),
  guards: new URL('src/shared/api/guards.gen.ts', root),
  constants: new URL('src/shared/api/constants.gen.ts', root),
};
const banner = '// Generated from schema.yaml by `npm run schema`. Do not edit.\n';

const document = parse(await readFile(schemaFile, 'utf8'));
const components = document.components?.schemas ?? {};

const refName = (ref) => ref.split('/').at(-1);

/** Components in an order in which each one comes after those it refers to. */
function inDependencyOrder() {
  const done = new Set();
  const order = [];
  const visit = (name, path) => {
    if (done.has(name)) return;
    if (path.includes(name)) throw new Error(`Schema refers to itself: ${[...path, name].join(' -> ')}`);
    for (const ref of JSON.stringify(components[name]).matchAll(/"\$ref":"([^"]+)"/g)) {
      visit(refName(ref[1]), [...path, name]);
    }
    done.add(name);
    order.push(name);
  };
  for (const name of Object.keys(components)) visit(name, []);
  return order;
}

const nullable = (code, schema) => (schema.nullable ? `v.nullable(${code})` : code);

function union(parts) {
  const codes = parts.map(guard);
  return codes.length === 1 ? codes[0] : `v.union([${codes.join(', ')}])`;
}

function object(schema) {
  if (!schema.properties) {
    const { additionalProperties: value } = schema;
    const valueGuard = value && value !== true && Object.keys(value).length > 0 ? guard(value) : 'v.unknown()';
    return `v.record(v.string(), ${valueGuard})`;
  }
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties).map(([name, field]) => {
    const code = guard(field);
    return `  ${JSON.stringify(name)}: ${required.has(name) ? code : `v.optional(${code})`},`;
  });
  return `v.object({\n${fields.join('\n')}\n})`;
}

function plain(schema, type) {
  switch (type) {
    case 'string':
      return 'v.string()';
    case 'integer':
    case 'number':
      return 'v.number()';
    case 'boolean':
      return 'v.boolean()';
    case 'null':
      return 'v.null()';
    case 'array':
      return `v.array(${guard(schema.items ?? {})})`;
    case 'object':
      return object(schema);
    default:
      return 'v.unknown()';
  }
}

function guard(schema) {
  if (schema.$ref) return nullable(refName(schema.$ref), schema);
  if (schema.enum) {
    const values = schema.enum.map((value) => JSON.stringify(value)).join(', ');
    const simple = schema.enum.every((value) => value !== null);
    return nullable(
      simple
        ? `v.picklist([${values}])`
        : `v.union([${schema.enum.map((value) => (value === null ? 'v.null()' : `v.literal(${JSON.stringify(value)})`)).join(', ')}])`,
      schema,
    );
  }
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts) return nullable(union(parts), schema);
  if (schema.allOf) {
    const codes = schema.allOf.map(guard);
    return nullable(codes.length === 1 ? codes[0] : `v.intersect([${codes.join(', ')}])`, schema);
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const codes = types.map((type) => plain(schema, type));
  return nullable(codes.length === 1 ? codes[0] : `v.union([${codes.join(', ')}])`, schema);
}

const aliases = Object.keys(components)
  .sort()
  .map((name) => `export type ${name} = components['schemas']['${name}'];`);
const types = astToString(await openapiTS(schemaFile));
// `NO_SIDE_EFFECTS`-marked calls: a page ships only the validators that it uses.
const guards = inDependencyOrder().map((name) => `export const ${name} = /* #__PURE__ */ ${guard(components[name])};`);
const constants = Object.entries(document['x-constants']).map(
  ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)} as const;`,
);

await writeFile(outputs.types, `${banner}${types}\n${aliases.join('\n')}\n`);
await writeFile(outputs.guards, `${banner}import * as v from 'valibot';\n\n${guards.join('\n\n')}\n`);
await writeFile(outputs.constants, `${banner}${constants.join('\n')}\n`);
console.log(`${Object.keys(components).length} components -> schema.gen.ts, guards.gen.ts, constants.gen.ts`);
