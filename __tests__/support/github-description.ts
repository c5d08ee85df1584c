import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { ROOT } from "./cli.ts";
import { addFormats } from "./formats.ts";

/** GitHub's own OpenAPI description, cut by scripts/cut-github-api.mjs. */
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
  };
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

type Content = Readonly<
  Record<string, { readonly examples?: Readonly<Record<string, { readonly $ref: string }>> }>
>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: object;
}

export interface ApiRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** A request whose operation is known. */
export interface MatchedRequest extends ApiRequest {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly where: string;
}

/** Says of requests and answers whether GitHub's description allows them. */
export class GithubDescription {
  readonly #description: Description;
  readonly #ajv: Ajv;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    const text = readFileSync(`${ROOT}/__fixtures__/github-api.json`, "utf8");
    this.#description = JSON.parse(text) as Description;
    this.#ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: true });
    addFormats(this.#ajv);
    for (const format of ["repo.nwo", "timestamp"]) this.#ajv.addFormat(format, true);
    this.#ajv.addSchema(JSON.parse(text) as object, "github");
  }

  /** The operation of a request; null where the description has none. */
  match(request: ApiRequest): MatchedRequest | null {
    for (const [template, operations] of Object.entries(this.#description.paths)) {
      const params = paramsOf(template, request.path);
      const verb = request.method.toLowerCase();
      const operation = operations[verb]?.operationId;
      if (params === null || operation === undefined) continue;
      return { ...request, operation, params, where: `paths/${escaped(template)}/${verb}` };
    }
    return null;
  }

  /** What is wrong with a request's parameters and body; empty where nothing is. */
  faultsOf({ where, params, query, body }: MatchedRequest): string[] {
    const given = { path: params, query: Object.fromEntries(query) };
    const faults = this.#parameters(where).flatMap((parameter) => {
      const value = given[parameter.in as keyof typeof given]?.[parameter.name];
      if (value === undefined) {
        return parameter.required === true ? [`${parameter.name} is missing`] : [];
      }
      const isValid = this.#ajv.validate(
        { type: "object", properties: { value: parameter.schema } },
        { value },
      );
      return isValid ? [] : [`${parameter.name}=${value}: ${this.#ajv.errorsText()}`];
    });
    const operation = this.#operation(where);
    if (operation.requestBody === undefined) return faults;
    const schema = `${where}/requestBody/content/application~1json/schema`;
    return [...faults, ...this.#check(schema, body)];
  }

  /** What is wrong with an answer of ours. */
  faultsOfAnswer({ where }: MatchedRequest, status: number, body: unknown): string[] {
    if (body === undefined) return [];
    return this.#check(`${where}/responses/${status}/content/application~1json/schema`, body);
  }

  /** The description's example of an answer. */
  example(name: string): object {
    return structuredClone(this.#description.components.examples[name]?.value ?? {}) as object;
  }

  #operation(where: string): Operation {
    const [, template = "", verb = ""] = where.split("/");
    const path = template.replaceAll("~1", "/");
    const operation = this.#description.paths[path]?.[verb];
    if (operation === undefined) throw new Error(`no operation at ${where}`);
    return operation;
  }

  #parameters(where: string): Parameter[] {
    return (this.#operation(where).parameters ?? []).flatMap((parameter) => {
      if (!("$ref" in parameter)) return [parameter];
      const name = parameter.$ref.split("/").at(-1) ?? "";
      return this.#description.components.parameters[name] ?? [];
    });
  }

  #check(pointer: string, value: unknown): string[] {
    const known = this.#compiled.get(pointer);
    const validate =
      known ?? this.#ajv.compile({ $ref: `github#/${encodeURI(pointer).replaceAll("%7E", "~")}` });
    this.#compiled.set(pointer, validate);
    if (validate(structuredClone(value))) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }
}

const escaped = (template: string): string => template.replaceAll("/", "~1");

/** `/repos/{owner}/{repo}` against `/repos/o/r`. */
function paramsOf(template: string, path: string): Record<string, string> | null {
  const [wanted, given] = [template.split("/"), path.split("/")];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const value = decodeURIComponent(given[at] ?? "");
    if (part.startsWith("{")) params[part.slice(1, -1)] = value;
    else if (part !== value) return null;
  }
  return params;
}
