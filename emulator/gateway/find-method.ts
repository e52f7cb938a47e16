import type { ApiModel, MethodModel } from '../deployment.ts';

/** The part of the path after the stage, or undefined where it names another stage. */
export function pathInStage(path: string, stage: string): string | undefined {
  const prefix = `/${stage}`;
  if (path === prefix) return '/';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}

/** The method that serves a request; its own HTTP method before ANY. */
export function findMethod(api: ApiModel, httpMethod: string, path: string): MethodModel | undefined {
  const onPath = api.methods.filter((method) => method.path === path);
  return (
    onPath.find((method) => method.httpMethod === httpMethod) ??
    onPath.find((method) => method.httpMethod === 'ANY')
  );
}
