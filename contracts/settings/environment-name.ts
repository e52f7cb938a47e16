/** Names the environment, for this process and those that it starts; `--env NAME` sets it. */
export const ENVIRONMENT_VARIABLE = 'VVF_ENV';
/** The CDK CLI hands `-c env=NAME` to the app in it. */
const CDK_CONTEXT = 'CDK_CONTEXT_JSON';

/** The environment that was named; undefined: none was. It need not exist. */
export function environmentName(): string | undefined {
  const { [CDK_CONTEXT]: context, [ENVIRONMENT_VARIABLE]: variable } = process.env;
  const { env } = JSON.parse(context ?? '{}') as { readonly env?: unknown };
  const name = env === undefined ? variable : String(env);
  return name === '' ? undefined : name;
}

/** `cdk-outputs.json` is `cdk-outputs.staging.json` in the environment `staging`: none overwrites another one's. */
export function environmentFile(file: string): string {
  const name = environmentName();
  return name === undefined ? file : file.replace(/\.json$/, `.${name}.json`);
}

/** As it is typed again behind a command. */
export function environmentAgain(): readonly string[] {
  const name = environmentName();
  return name === undefined ? [] : ['--env', name];
}
