import type { MethodModel } from '../deployment.ts';

/** The name in a segment that is a path parameter; `{proxy+}` is none. */
const parameterIn = (part: string): string | undefined => /^\{([\w.-]+)\}$/.exec(part)?.[1];

export const isEmulatedPart = (part: string): boolean =>
  !/[{}]/.test(part) || parameterIn(part) !== undefined;

export interface MatchedMethod {
  readonly method: MethodModel;
  /** As they were sent: a REST API decodes nothing of a path. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * The method that serves a request: of the resources that match the path, the one with a fixed part where others have a parameter;
 * on it, its own HTTP method before ANY.
 */
export function findMethod(
  methods: readonly MethodModel[],
  httpMethod: string,
  path: string,
): MatchedMethod | undefined {
  const matching = methods.flatMap((method) => {
    const parameters = matchPath(method.path, path);
    return parameters === undefined ? [] : [{ method, parameters }];
  });
  const [resource] = matching.map(({ method }) => method.path).toSorted(byFixedParts);
  const onResource = matching.filter(({ method }) => method.path === resource);
  const found =
    onResource.find(({ method }) => method.httpMethod === httpMethod) ??
    onResource.find(({ method }) => method.httpMethod === 'ANY');
  if (found === undefined) return undefined;
  const { method, parameters } = found;
  return { method, pathParameters: parameters.length === 0 ? null : Object.fromEntries(parameters) };
}

/** Names and values of the parameters; a value is one segment, and not empty. undefined: another path. */
function matchPath(resource: string, path: string): readonly (readonly [string, string])[] | undefined {
  const [parts, segments] = [resource.split('/'), path.split('/')];
  const matches = (part: string, at: number): boolean =>
    parameterIn(part) === undefined ? part === segments[at] : segments[at] !== '';
  if (parts.length !== segments.length || !parts.every(matches)) return undefined;
  return parts.flatMap((part, at) => {
    const name = parameterIn(part);
    return name === undefined ? [] : [[name, segments[at] ?? '']];
  });
}

function byFixedParts(a: string, b: string): number {
  const shape = (path: string) => path.split('/').map((part) => (parameterIn(part) === undefined ? 0 : 1));
  return shape(a).join('').localeCompare(shape(b).join(''));
}
